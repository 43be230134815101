// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.kernel.KernelOptions;
import ai.optimaforge.kernel.StartReport;
import ai.optimaforge.kernel.model.ProviderStatus;
import ai.optimaforge.kernel.plugin.PluginStatus;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the operator reads after a start.
record Banner(List<String> lines) {
    Banner {
        lines = List.copyOf(lines);
    }

    static Banner of(StartReport report, KernelOptions options) {
        List<String> lines = new ArrayList<>();
        lines.add("Optima Forge " + Version.ofForge() + " listens on " + report.address());
        lines.add("");
        lines.addAll(section("key", List.of(key(report))));
        lines.addAll(section("providers", Table.of(report.providers(), Banner::provider)));
        lines.addAll(section("plugins", Table.of(report.plugins(), Banner::plugin)));
        lines.add("");
        lines.add("Try it:");
        lines.add("  " + CurlLine.of(report, options));
        return new Banner(lines);
    }

    private static List<String> section(String title, List<String> content) {
        List<String> lines = new ArrayList<>();
        for (String line : content) {
            String label = lines.isEmpty() ? title : "";
            lines.add("  " + label + " ".repeat(11 - label.length()) + line);
        }
        return lines;
    }

    private static String key(StartReport report) {
        return report.newKey()
                .map(key -> key + " (new, shown this once; kept in " + report.keySource() + ")")
                .orElse(report.keySource());
    }

    private static List<String> provider(ProviderStatus provider) {
        String models = provider.models() == 1 ? "1 model" : provider.models() + " models";
        String known = provider.problem().isEmpty() ? models : OneLine.of(provider.problem());
        return List.of(provider.name(), provider.type(), provider.origin(), known);
    }

    private static List<String> plugin(PluginStatus plugin) {
        String state = plugin.state().name().toLowerCase(Locale.ROOT);
        String reason = plugin.reason().isEmpty() ? "" : ": " + OneLine.of(plugin.reason());
        return List.of(plugin.id(), plugin.version(), state + reason);
    }

    void print(PrintStream stream) {
        // in one piece, so that no log line gets in between
        stream.print("\n" + String.join("\n", lines) + "\n\n");
        stream.flush();
    }
}
