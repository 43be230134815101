// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.kernel.Kernel;
import ai.optimaforge.kernel.KernelOptions;
import ai.optimaforge.kernel.Settings;
import ai.optimaforge.kernel.StartFailedException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/// `forge config check`
@Command(
        name = "check",
        description =
                "Says everything that is wrong with the settings and the providers, one line each.",
        footer = {
            "",
            "Examples:",
            "  forge config check",
            "  forge config check --conf ./conf && forge start --conf ./conf"
        })
final class ConfigCheckCommand implements Callable<Integer> {
    @Mixin private PlatformOptions platform = new PlatformOptions();

    private final Terminal terminal;

    ConfigCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws StartFailedException {
        KernelOptions options = platform.in(terminal);
        int settings = Settings.read(options.sources()).effective().size();
        Kernel.check(options);
        terminal.out().println("ok: " + settings + " settings");
        return ExitCodes.DONE;
    }
}
