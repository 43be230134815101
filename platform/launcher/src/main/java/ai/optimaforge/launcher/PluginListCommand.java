// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.lock.LockedPlugin;
import ai.optimaforge.installer.lock.PluginLock;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.kernel.plugin.descriptor.Descriptor;
import ai.optimaforge.kernel.plugin.descriptor.DescriptorException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `forge plugin list`
@Command(
        name = "list",
        description = "Prints each installed plugin: id, version, the SPI it needs, what it is.",
        footer = {
            "",
            "Examples:",
            "  forge plugin list",
            "  forge plugin list --why",
            "  FORGE_HOME=/opt/forge forge plugin list"
        })
final class PluginListCommand implements Callable<Integer> {
    @Option(names = "--why", description = "Also who asked for it, and where it came from.")
    private boolean why;

    private final Terminal terminal;

    PluginListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InstallRefusedException {
        List<List<String>> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Path home = terminal.home().directory();
        PluginLock lock = PluginLock.readOrEmpty(home);
        for (PluginLocation location : PluginLocation.allInstalled(terminal.home().plugins())) {
            try {
                rows.add(row(Descriptor.installed(location.directory()), lock));
            } catch (DescriptorException e) {
                problems.add(e.inFull());
            }
        }
        Table.of(rows, row -> row).forEach(terminal.out()::println);
        return problems.isEmpty() ? ExitCodes.DONE : terminal.refuse(problems);
    }

    private List<String> row(Descriptor plugin, PluginLock lock) {
        List<String> row = new ArrayList<>();
        row.add(plugin.name().id());
        row.add(plugin.name().version());
        row.add("spi " + plugin.spi());
        row.add(OneLine.of(plugin.description()));
        if (why) {
            Optional<LockedPlugin> locked = lock.find(plugin.name());
            row.add(locked.flatMap(LockedPlugin::coordinates).orElse(""));
            row.add(locked.map(LockedPlugin::why).orElse("it is not in " + PluginLock.FILE));
        }
        return row;
    }
}
