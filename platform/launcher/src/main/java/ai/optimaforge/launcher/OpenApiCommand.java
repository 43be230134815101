// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.kernel.Kernel;
import ai.optimaforge.kernel.StartFailedException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/// `forge openapi`
@Command(
        name = "openapi",
        description = "Prints the OpenAPI document of everything that the plugins here offer.",
        footer = {"", "Examples:", "  forge openapi > openapi.json"})
final class OpenApiCommand implements Callable<Integer> {
    @Mixin private PlatformOptions platform = new PlatformOptions();

    private final Terminal terminal;

    OpenApiCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws StartFailedException {
        terminal.out()
                .println(Kernel.openApi(platform.in(terminal)).toString(UTF_8).stripTrailing());
        return ExitCodes.DONE;
    }
}
