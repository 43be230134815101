// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.kernel.Kernel;
import ai.optimaforge.kernel.KernelOptions;
import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.plugin.PluginLocation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Two platforms of this process: one that answers by itself, and one that has the first as its
/// upstream, so that both ways of a call are walked. Nothing of the operator's is read or
/// written.
final class Training {
    private static final String UPSTREAM_KEY = "the-key-of-a-training";

    /// Others' plugins may need settings, or do things that nobody asked for here.
    private static final List<String> OURS =
            List.of("chat-", "provider-openai-", "provider-sandbox-");

    private final Terminal terminal;

    Training(Terminal terminal) {
        this.terminal = terminal;
    }

    void run() throws StartFailedException, IOException {
        Path scratch = Files.createTempDirectory("forge-train");
        try {
            walk(scratch);
        } finally {
            delete(scratch);
        }
    }

    private void walk(Path scratch) throws StartFailedException, IOException {
        Terminal silent = new Terminal(quiet(), quiet(), terminal.home(), terminal.environment());
        Foreground foreground = new Foreground(silent);
        try (Kernel upstream = foreground.open(options(scratch.resolve("upstream"), Map.of()))) {
            Map<String, String> environment =
                    Map.of(
                            "OPENAI_BASE_URL",
                            upstream.address().resolve("/v1").toString(),
                            "OPENAI_API_KEY",
                            UPSTREAM_KEY);
            try (Kernel relay = foreground.open(options(scratch.resolve("relay"), environment))) {
                TrainingCalls.run(upstream.address(), UPSTREAM_KEY, "sandbox/");
                TrainingCalls.run(relay.address(), UPSTREAM_KEY, "openai/sandbox/");
            }
        }
    }

    private KernelOptions options(Path scratch, Map<String, String> environment) {
        Map<String, String> settings = Map.of("http.port", "0", "bootstrap.key", UPSTREAM_KEY);
        List<PluginLocation> plugins =
                PluginLocation.allInstalled(terminal.home().plugins()).stream()
                        .filter(Training::isOurs)
                        .toList();
        return new KernelOptions(
                scratch.resolve("conf"), scratch.resolve("data"), plugins, settings, environment);
    }

    private static boolean isOurs(PluginLocation plugin) {
        String name = plugin.directory().getFileName().toString();
        return OURS.stream().anyMatch(name::startsWith);
    }

    private static PrintStream quiet() {
        return new PrintStream(PrintStream.nullOutputStream());
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
