// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.lock.LockCheck;
import ai.optimaforge.installer.lock.PluginLock;

import picocli.CommandLine.Command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// `forge plugin verify`
@Command(
        name = "verify",
        description = {
            "Reads every file of the installed plugins and holds it against plugins.lock.",
            "`forge start` does the same for what was changed, and does not start if it differs."
        },
        footer = {"", "Examples:", "  forge plugin verify"})
final class PluginVerifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    PluginVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InstallRefusedException {
        Path home = terminal.home().directory();
        List<String> problems = LockCheck.whole(home);
        if (!problems.isEmpty()) {
            return terminal.refuse(problems);
        }
        var plugins = PluginLock.readOrEmpty(home).plugins();
        int files = plugins.stream().mapToInt(plugin -> plugin.files().size()).sum();
        terminal.out().println("ok: %d plugins, %d files".formatted(plugins.size(), files));
        return ExitCodes.DONE;
    }
}
