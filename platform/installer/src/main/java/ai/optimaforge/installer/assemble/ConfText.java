// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.assemble;

import ai.optimaforge.kernel.config.DescribedSetting;

import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The files of `conf/`, with comments.
final class ConfText {
    private static final int WIDTH = 200;

    private ConfText() {}

    /// `forge.yaml`: what the selection sets, and every other setting behind a `#`.
    static String forge(Selection selection, List<DescribedSetting> known) {
        StringBuilder text = new StringBuilder();
        text.append("# Settings of the distribution ").append(selection.name()).append(".\n");
        text.append(
                """
                # What stands behind a # holds anyway: take the # away to change it. `forge config show` prints what holds and where
                # it comes from; `forge config check` finds mistakes. The same in the environment, which wins over this file:
                # http.port is FORGE_HTTP_PORT. A value may be ${env:NAME} or ${file:/path}.
                """);
        Map<String, Object> left = new TreeMap<>(selection.settings());
        String group = "";
        for (DescribedSetting setting : known) {
            String own = group(setting.key());
            if (!own.equals(group)) {
                others(group, left, text);
                text.append('\n');
                group = own;
            }
            describe(setting, text);
            Object value = left.remove(setting.key());
            if (value == null) {
                text.append('#').append(example(setting)).append('\n');
            } else {
                text.append(line(setting.key(), value));
            }
        }
        others(group, left, text);
        text.append(left.isEmpty() ? "" : "\n");
        left.forEach((key, value) -> text.append(line(key, value)));
        return text.toString();
    }

    private static String group(String key) {
        String[] parts = key.split("\\.", 3);
        return parts[0].equals("plugins") && parts.length > 1
                ? parts[0] + "." + parts[1]
                : parts[0];
    }

    /// What the selection sets below a name of the operator's stands with its group.
    private static void others(String group, Map<String, Object> left, StringBuilder text) {
        if (group.isEmpty()) {
            return;
        }
        left.entrySet()
                .removeIf(
                        entry -> {
                            boolean below = entry.getKey().startsWith(group + ".");
                            if (below) {
                                text.append(line(entry.getKey(), entry.getValue()));
                            }
                            return below;
                        });
    }

    private static void describe(DescribedSetting setting, StringBuilder text) {
        String doc = setting.doc().isEmpty() ? "" : setting.doc() + "; ";
        text.append("# ").append(doc).append(setting.type());
        text.append(setting.required() ? ", required\n" : "\n");
    }

    private static String example(DescribedSetting setting) {
        return setting.key() + ": " + setting.defaultValue().orElse("");
    }

    private static String line(String key, Object value) {
        return yaml(Map.of(key, value));
    }

    /// A file of its own, for instance of a provider instance.
    static String yaml(Object value) {
        DumpSettings settings =
                DumpSettings.builder()
                        .setSchema(new FailsafeSchema())
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setWidth(WIDTH)
                        .build();
        return new Dump(settings).dumpToString(value);
    }
}
