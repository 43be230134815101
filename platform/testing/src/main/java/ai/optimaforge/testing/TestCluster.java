// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.store.StoreServer;
import ai.optimaforge.testing.client.ApiClient;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The nodes of a test: one that stands alone, or several that share a store and a cluster.
public final class TestCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<TestPlatform> nodes = new ArrayList<>();
    private @Nullable StoreServer store;
    private @Nullable Path directory;

    private TestCluster() {}

    /// Starts nodes, and waits until they know each other.
    ///
    /// @param count how many
    /// @param shape what each is made of
    /// @throws StartFailedException with all problems, if one can't start
    static TestCluster start(int count, Consumer<TestPlatform.Builder> shape)
            throws StartFailedException, IOException {
        if (count < 1) {
            throw new IllegalArgumentException("nodes must be at least 1: " + count);
        }
        TestCluster cluster = new TestCluster();
        try {
            if (count == 1) {
                cluster.add(shape, builder -> {});
            } else {
                cluster.startTogether(count, shape);
            }
            return cluster;
        } catch (StartFailedException | IOException | RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private void add(Consumer<TestPlatform.Builder> shape, Consumer<TestPlatform.Builder> clustered)
            throws StartFailedException {
        TestPlatform.Builder builder = TestPlatform.builder();
        shape.accept(builder);
        clustered.accept(builder);
        nodes.add(builder.start());
    }

    private void startTogether(int count, Consumer<TestPlatform.Builder> shape)
            throws StartFailedException, IOException {
        directory = Files.createTempDirectory("forge-test-store");
        StoreServer shared = StoreServer.open(directory, false, 0, new SimpleMeterRegistry());
        store = shared;
        List<Integer> ports = Ports.free(count);
        String members =
                ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        for (int port : ports) {
            add(
                    shape,
                    builder ->
                            builder.set("store.uri", shared.uri())
                                    .set("cluster.enabled", "true")
                                    .set("cluster.secret", "a-secret-of-the-test")
                                    .set("cluster.members", members)
                                    .set("cluster.port", String.valueOf(port)));
        }
        awaitMembers(count);
    }

    /// The kernel tells the cluster's size in its metrics, whatever plugins there are.
    private void awaitMembers(int count) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (TestPlatform node : nodes) {
            try (ApiClient client = new ApiClient(node.address(), node.key())) {
                while (members(client) < count) {
                    if (System.nanoTime() > end) {
                        throw new AssertionError(
                                "%s is not one of %d nodes within %s"
                                        .formatted(node.address(), count, PATIENCE));
                    }
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static double members(ApiClient client) {
        return client.get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("forge_cluster_members"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }

    /// The nodes, in the order in which they were started.
    public List<TestPlatform> nodes() {
        return List.copyOf(nodes);
    }

    /// Stops the nodes, the last first, and then what they share.
    @Override
    public void close() {
        nodes.reversed().forEach(TestPlatform::close);
        nodes.clear();
        if (store != null) {
            store.close();
        }
        if (directory != null) {
            delete(directory);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
