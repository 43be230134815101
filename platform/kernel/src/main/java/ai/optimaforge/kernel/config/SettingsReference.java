// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.util.Map;

/// Writes the reference of settings from the record types that bind them.
public final class SettingsReference {
    private final StringBuilder rows = new StringBuilder();

    private SettingsReference() {}

    /// A Markdown table with a row a setting.
    ///
    /// @param typesByPrefix the records in the order of the table, an empty prefix for the whole
    public static String markdown(Map<String, Class<? extends Record>> typesByPrefix) {
        SettingsReference reference = new SettingsReference();
        reference.rows.append("| Setting | Type | Default | What it does |\n");
        reference.rows.append("|---|---|---|---|\n");
        typesByPrefix.forEach((prefix, type) -> reference.record(prefix, ShapeReader.of(type)));
        return reference.rows.toString();
    }

    private void record(String prefix, Shape.RecordOf type) {
        for (Shape.Property property : type.properties()) {
            String key = KeyName.join(prefix, property.key());
            property(key, property.shape(), property);
        }
    }

    private void property(String key, Shape shape, Shape.Property property) {
        switch (shape) {
            case Shape.Leaf leaf -> row(key, leaf.name(), property);
            case Shape.ListOf(Shape.Leaf leaf) -> row(key, "list of " + leaf.name(), property);
            case Shape.OptionalOf(Shape element) -> property(key, element, property);
            case Shape.ListOf(Shape element) -> property(key + "[]", element, property);
            case Shape.MapOf(Shape element) -> property(key + ".<name>", element, property);
            case Shape.RecordOf type -> record(key, type);
        }
    }

    private void row(String key, String type, Shape.Property property) {
        rows.append("| `").append(key).append("` | ").append(type).append(" | ");
        rows.append(defaultOf(property)).append(" | ");
        rows.append(property.doc().replace("|", "\\|")).append(" |\n");
    }

    private static String defaultOf(Shape.Property property) {
        return property.defaultValue()
                .map(text -> text.isEmpty() ? "empty" : "`" + text + "`")
                .orElse(property.shape() instanceof Shape.Leaf ? "required" : "none");
    }
}
