// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.kernel.Settings;
import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.config.EffectiveSetting;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;
import java.util.concurrent.Callable;

/// `forge config show`
@Command(
        name = "show",
        description = "Prints each setting with its value and where it came from; secrets are ***.",
        footer = {
            "",
            "Examples:",
            "  forge config show",
            "  FORGE_HTTP_PORT=9000 forge config show --set http.host=0.0.0.0"
        })
final class ConfigShowCommand implements Callable<Integer> {
    @Mixin private PlatformOptions platform = new PlatformOptions();

    private final Terminal terminal;

    ConfigShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws StartFailedException {
        var settings = Settings.read(platform.in(terminal).sources()).effective();
        Table.of(settings, ConfigShowCommand::row).forEach(terminal.out()::println);
        return ExitCodes.DONE;
    }

    private static List<String> row(EffectiveSetting setting) {
        return List.of(setting.key(), OneLine.of(setting.value()), setting.origin());
    }
}
