// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.plugins.InstalledPlugins;

import picocli.CommandLine.Command;

import java.util.concurrent.Callable;

/// `forge plugin lock`
@Command(
        name = "lock",
        description = {
            "Writes plugins.lock anew for what is in plugins/, whoever put it there.",
            "What is changed or extra is accepted by this: look at it first."
        },
        footer = {"", "Examples:", "  forge plugin verify || forge plugin lock"})
final class PluginLockCommand implements Callable<Integer> {
    private final Terminal terminal;

    PluginLockCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InstallRefusedException {
        var locked = new InstalledPlugins(terminal.home().directory()).lock();
        terminal.out().println("ok: " + locked.size() + " plugins");
        return ExitCodes.DONE;
    }
}
