// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.plugins.InstalledPlugins;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.concurrent.Callable;

/// `forge plugin remove`
@Command(
        name = "remove",
        description = {
            "Removes an installed plugin.",
            "A node that runs it goes on until it is stopped; its data stays."
        },
        footer = {
            "",
            "Examples:",
            "  forge plugin remove acme-weather",
            "  forge plugin remove acme-weather@1.2.0"
        })
final class PluginRemoveCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "ID[@VERSION]",
            description = "Which; with its version where several are installed.")
    private String plugin = "";

    private final Terminal terminal;

    PluginRemoveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InstallRefusedException {
        var removed = new InstalledPlugins(terminal.home().directory()).remove(plugin);
        terminal.out().println("removed " + removed);
        return ExitCodes.DONE;
    }
}
