// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.installer.lock.LockCheck;
import ai.optimaforge.kernel.Kernel;
import ai.optimaforge.kernel.KernelOptions;
import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.kernel.plugin.descriptor.PluginName;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Two platforms of this process: one that answers by itself, and one that has the first as its
/// upstream, so that both ways of a call are walked. Nothing of the operator's is read or
/// written.
final class Training {
    private static final String SANDBOX = "provider-sandbox";

    /// Others' plugins may need settings, or do things that nobody asked for here.
    private static final Set<String> OURS =
            Set.of(
                    "admin",
                    "chat",
                    "features",
                    "messages",
                    "provider-anthropic",
                    "provider-google",
                    "provider-local",
                    "provider-openai",
                    SANDBOX,
                    "responses");

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
        Path first = scratch.resolve("upstream");
        Path second = scratch.resolve("relay");
        Files.createDirectories(first.resolve("conf"));
        try (Kernel upstream = start(first)) {
            if (!hasSandbox()) {
                // a start alone is most of it
                return;
            }
            describe(second, upstream, key(first));
            try (Kernel relay = start(second)) {
                TrainingCalls.run(upstream.address(), key(first), "sandbox/");
                TrainingCalls.run(relay.address(), key(second), "upstream/sandbox/");
            }
        }
    }

    private boolean hasSandbox() {
        return PluginLocation.allInstalled(terminal.home().plugins()).stream()
                .anyMatch(plugin -> id(plugin).equals(SANDBOX));
    }

    /// By the way that `forge start` goes.
    private Kernel start(Path place) throws StartFailedException {
        Path conf = place.resolve("conf");
        Path data = place.resolve("data");
        String line = "start --conf " + conf + " --data " + data + " --set http.port=0";
        Terminal silent = new Terminal(quiet(), quiet(), terminal.home(), Map.of());
        KernelOptions usual =
                StartArguments.parse(line.split(" ", -1)).orElseThrow().options(silent);
        KernelOptions options =
                new KernelOptions(
                        usual.conf(),
                        usual.data(),
                        LockedPlugins.check(() -> ours(usual), () -> unlocked(usual)),
                        usual.settings(),
                        usual.environment());
        return new Foreground(silent).open(options);
    }

    private static List<PluginLocation> ours(KernelOptions usual) {
        return usual.plugins().get().stream().filter(Training::isOurs).toList();
    }

    /// What the lock does not know is the start's business.
    private List<String> unlocked(KernelOptions usual) {
        LockCheck.changed(terminal.home().directory(), usual.data());
        return List.of();
    }

    private static void describe(Path place, Kernel upstream, String key) throws IOException {
        Path providers = Files.createDirectories(place.resolve("conf/providers"));
        Files.writeString(place.resolve("conf/forge.yaml"), "logging:\n  level: info\n");
        Files.writeString(
                providers.resolve("upstream.yaml"),
                """
                type: openai
                base-url: %s/v1
                api-key: %s
                """
                        .formatted(upstream.address(), key));
    }

    private static String key(Path place) throws IOException {
        return Files.readString(place.resolve("data/bootstrap-key")).strip();
    }

    private static boolean isOurs(PluginLocation plugin) {
        return OURS.contains(id(plugin));
    }

    private static String id(PluginLocation plugin) {
        return PluginName.ofDirectory(plugin.directory().getFileName().toString())
                .map(PluginName::id)
                .orElse("");
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
