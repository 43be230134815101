// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static java.util.Objects.requireNonNullElseGet;

import ai.optimaforge.kernel.store.StoreServer;
import ai.optimaforge.kernel.telemetry.Logging;
import ai.optimaforge.kernel.telemetry.LoggingConfig;
import ai.optimaforge.kernel.telemetry.Metrics;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// `forge store`
@Command(
        name = "store",
        description = {
            "Runs the embedded store as a server of its own, for several platforms on this"
                    + " machine.",
            "It has no passwords and listens on 127.0.0.1 only. Standard output gets one line once"
                    + " the port is open. SIGTERM and SIGINT end it."
        },
        footer = {
            "",
            "Examples:",
            "  forge store --port 27017 --data ./store",
            "  forge start --set store.uri=mongodb://127.0.0.1:27017"
        })
final class StoreCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "27017",
            description = "The port to listen on; 0 takes any that is free. Default: 27017.")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where its file is kept; made if missing. Default: data in the home.")
    private @Nullable Path data;

    private final Terminal terminal;

    StoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (port < 0 || port > 65_535) {
            return terminal.refuse(List.of("--port must be between 0 and 65535"));
        }
        Metrics metrics = new Metrics();
        Logging logging =
                Logging.start(
                        new LoggingConfig(LoggingConfig.Level.INFO, LoggingConfig.Format.TEXT),
                        metrics.registry());
        Path place = requireNonNullElseGet(data, terminal.home()::data);
        try (StoreServer server =
                StoreServer.open(place.toAbsolutePath(), true, port, metrics.registry())) {
            terminal.out().println("ready " + server.uri());
            closeAtExit(server);
            return Foreground.awaitEnd();
        } catch (IOException e) {
            return terminal.refuse(List.of(String.valueOf(e.getMessage())));
        } finally {
            logging.close();
        }
    }

    private static void closeAtExit(StoreServer server) {
        Thread closing =
                new Thread(
                        () -> {
                            server.close();
                            // an end that was asked for is no failure
                            Runtime.getRuntime().halt(ExitCodes.DONE);
                        },
                        "forge-close");
        Runtime.getRuntime().addShutdownHook(closing);
    }
}
