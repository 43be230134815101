// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.kernel.plugin.PluginLocation;

import picocli.CommandLine.Command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `forge plugin list`
@Command(
        name = "list",
        description = "Prints each installed plugin: id, version, the SPI it needs, what it is.",
        footer = {
            "",
            "Examples:",
            "  forge plugin list",
            "  FORGE_HOME=/opt/forge forge plugin list"
        })
final class PluginListCommand implements Callable<Integer> {
    private final Terminal terminal;

    PluginListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<InstalledPlugin> plugins = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (PluginLocation location : PluginLocation.allInstalled(terminal.home().plugins())) {
            try {
                plugins.add(InstalledPlugin.read(location));
            } catch (PluginUnreadableException e) {
                problems.add(e.problem());
            }
        }
        Table.of(plugins, InstalledPlugin::row).forEach(terminal.out()::println);
        return problems.isEmpty() ? ExitCodes.DONE : terminal.refuse(problems);
    }
}
