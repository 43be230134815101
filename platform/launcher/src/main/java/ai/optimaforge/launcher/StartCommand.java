// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `forge start`
@Command(
        name = "start",
        description = {
            "Starts the platform in the foreground.",
            "Standard output gets one line once the port is open; all else goes to standard error."
                    + " SIGTERM and SIGINT let calls in flight finish, then end it."
        },
        footer = {
            "",
            "Examples:",
            "  forge start",
            "  forge start --set http.port=0 --data /tmp/forge-data",
            "  FORGE_HTTP_HOST=0.0.0.0 forge start --conf /etc/forge",
            "  forge start --dev ../acme-weather"
        })
final class StartCommand implements Callable<Integer> {
    @Mixin private PlatformOptions platform = new PlatformOptions();

    @Option(
            names = "--dev",
            paramLabel = "DIR",
            description = {
                "The project of a plugin that you work on: it is loaded from target/classes, and"
                        + " anew each time a build has changed it. May be repeated."
            })
    private List<Path> dev = new ArrayList<>();

    private final Terminal terminal;

    StartCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return new Foreground(terminal).run(platform.arguments(), dev);
    }
}
