// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes the reference of settings from the record types that bind them.
public final class SettingsReference {
    private final List<DescribedSetting> settings = new ArrayList<>();

    private SettingsReference() {}

    /// A Markdown table with a row a setting.
    ///
    /// @param typesByPrefix the records in the order of the table, an empty prefix for the whole
    public static String markdown(Map<String, Class<? extends Record>> typesByPrefix) {
        StringBuilder table = new StringBuilder("| Setting | Type | Default | What it does |\n");
        table.append("|---|---|---|---|\n");
        typesByPrefix.forEach(
                (prefix, type) ->
                        of(prefix, ShapeReader.of(type))
                                .forEach(setting -> table.append(row(setting))));
        return table.toString();
    }

    /// The settings of one record.
    static List<DescribedSetting> of(String prefix, Shape.RecordOf type) {
        SettingsReference reference = new SettingsReference();
        reference.record(prefix, type);
        return List.copyOf(reference.settings);
    }

    private static String row(DescribedSetting setting) {
        String value =
                setting.defaultValue()
                        .map(text -> text.isEmpty() ? "empty" : "`" + text + "`")
                        .orElse(setting.required() ? "required" : "none");
        return "| `%s` | %s | %s | %s |\n"
                .formatted(setting.key(), setting.type(), value, setting.doc().replace("|", "\\|"));
    }

    private void record(String prefix, Shape.RecordOf type) {
        for (Shape.Property property : type.properties()) {
            String key = KeyName.join(prefix, property.key());
            property(key, property.shape(), property);
        }
    }

    private void property(String key, Shape shape, Shape.Property property) {
        switch (shape) {
            case Shape.Leaf leaf -> add(key, leaf.name(), property);
            case Shape.ListOf(Shape.Leaf leaf) -> add(key, "list of " + leaf.name(), property);
            case Shape.OptionalOf(Shape element) -> property(key, element, property);
            case Shape.ListOf(Shape element) -> property(key + "[]", element, property);
            case Shape.MapOf(Shape element) -> property(key + ".<name>", element, property);
            case Shape.RecordOf type -> record(key, type);
        }
    }

    private void add(String key, String type, Shape.Property property) {
        boolean required =
                property.defaultValue().isEmpty() && property.shape() instanceof Shape.Leaf;
        settings.add(
                new DescribedSetting(key, type, property.defaultValue(), required, property.doc()));
    }
}
