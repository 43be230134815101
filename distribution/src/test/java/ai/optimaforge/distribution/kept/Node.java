// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.kept;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.Waiting;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.upstream.FakeUpstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A node of a cluster as a process of its own, which can be killed.
record Node(Process process, URI address, ApiClient client) implements AutoCloseable {
    private static final Path COMMAND =
            Path.of(System.getProperty("forge.home", "target/forge"), "bin", "forge");
    private static final String KEY = "forge_sk_for_tests_only";
    private static final String READY = "ready ";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// Starts a process; it is not waited for.
    static Starting start(Path directory, FakeUpstream upstream, Map<String, String> settings)
            throws IOException {
        Path providers = Files.createDirectories(directory.resolve("conf/providers"));
        for (Map.Entry<String, String> file : Gateway.providersOfAllWires(upstream).entrySet()) {
            Files.writeString(providers.resolve(file.getKey() + ".yaml"), file.getValue());
        }
        List<String> command = new ArrayList<>(List.of(COMMAND.toString(), "start"));
        command.addAll(List.of("--conf", directory.resolve("conf").toString()));
        command.addAll(List.of("--data", directory.resolve("data").toString()));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        command.addAll(List.of("--set", "bootstrap.key=" + KEY, "--set", "http.port=0"));
        command.addAll(List.of("--set", "providers.probe-local=false"));
        Path out = directory.resolve("out.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(directory.resolve("err.txt").toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("FORGE_") || name.endsWith("_API_KEY"));
        return new Starting(builder.start(), out);
    }

    /// A process that may not be ready yet.
    record Starting(Process process, Path out) {
        Node ready() {
            String line =
                    Waiting.until(PATIENCE, this::readyLine, Optional::isPresent).orElseThrow();
            URI address = URI.create(line.substring(READY.length()).split(" ", 2)[0]);
            return new Node(process, address, new ApiClient(address, KEY));
        }

        private Optional<String> readyLine() {
            try {
                return Files.readAllLines(out).stream()
                        .filter(line -> line.startsWith(READY))
                        .findFirst();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Ends the process as `kill -9` does.
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        client.close();
        kill();
    }
}
