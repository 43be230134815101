// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import picocli.CommandLine.Command;

import java.util.concurrent.Callable;

/// `forge version`
@Command(
        name = "version",
        description = "Prints the version of the platform and of the Java that runs it.",
        footer = {"", "Examples:", "  forge version"})
final class VersionCommand implements Callable<Integer> {
    private final Terminal terminal;

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().println("forge " + Version.ofForge() + " (Java " + Runtime.version() + ")");
        return ExitCodes.DONE;
    }
}
