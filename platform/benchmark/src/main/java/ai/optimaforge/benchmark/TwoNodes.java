// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import ai.optimaforge.testing.Ports;

import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A cluster of two nodes over a store of its own, of which either can be killed and started
/// again.
final class TwoNodes implements AutoCloseable {
    private static final String KEY = "benchmark-key-of-the-rig";
    private static final Duration TO_JOIN = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int TO_CONNECT = 1000;

    private final Path forge;
    private final Path directory;
    private final int storePort = Ports.free();
    private final int[] clusterPorts = {Ports.free(), Ports.free()};
    private final RunningGateway store;
    private final RunningGateway[] nodes = new RunningGateway[2];

    /// @param forge an assembled distribution
    /// @param upstream the base URL of what the provider `up` calls
    TwoNodes(Path forge, Path directory, String upstream) throws IOException {
        this.forge = forge;
        this.directory = directory;
        Path providers = Files.createDirectories(directory.resolve("conf/providers"));
        Files.writeString(
                providers.resolve("up.yaml"),
                "type: openai\nbase-url: %s\napi-key: of-no-use\n".formatted(upstream));
        this.store = startStore();
        start(0);
        start(1);
        awaitBoth();
    }

    private RunningGateway startStore() {
        List<String> command =
                List.of(
                        forge.resolve("bin/forge").toString(),
                        "store",
                        "--port",
                        String.valueOf(storePort),
                        "--data",
                        directory.resolve("store").toString());
        RunningGateway started = run("store", storePort, command);
        await(started, () -> isListening(storePort), "does not listen");
        return started;
    }

    private RunningGateway run(String name, int port, List<String> command) {
        var target = new Target(name, URI.create("http://127.0.0.1:" + port + "/v1"), KEY, "fake");
        return RunningGateway.start(
                target, Cores.both(0, 1), command, Map.of(), directory.resolve(name + ".log"));
    }

    private static boolean isListening(int port) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TO_CONNECT);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Starts a node that is not running; it is not waited for.
    void start(int index) {
        int port = Ports.free();
        Map<String, String> settings =
                Map.of(
                        "http.port",
                        String.valueOf(port),
                        "bootstrap.key",
                        KEY,
                        "providers.probe-local",
                        "false",
                        "store.uri",
                        "mongodb://127.0.0.1:" + storePort,
                        "cluster.enabled",
                        "true",
                        "cluster.secret",
                        "a-secret-of-the-nodes",
                        "cluster.port",
                        String.valueOf(clusterPorts[index]),
                        "cluster.members",
                        "127.0.0.1:%d,127.0.0.1:%d".formatted(clusterPorts[0], clusterPorts[1]));
        List<String> command = new ArrayList<>();
        command.add(forge.resolve("bin/forge").toString());
        command.addAll(List.of("start", "--conf", directory.resolve("conf").toString()));
        command.addAll(List.of("--data", directory.resolve("node" + index).toString()));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        nodes[index] = run("node" + index, port, command);
    }

    /// Waits until both serve and know each other.
    void awaitBoth() {
        for (RunningGateway node : nodes) {
            await(node, () -> members(node) == 2, "does not find the other");
        }
    }

    private static int members(RunningGateway node) {
        try {
            JsonObject status = new AdminClient(node.target()).get("/admin/status");
            return status.getJsonObject("cluster").getJsonArray("members").size();
        } catch (IOException e) {
            return 0;
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(RunningGateway process, Condition condition, String otherwise) {
        long deadline = System.nanoTime() + TO_JOIN.toNanos();
        while (!condition.holds()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new BenchmarkException(
                        "%s %s; see %s"
                                .formatted(process.target().name(), otherwise, process.log()));
            }
            Pause.of(LOOK);
        }
    }

    Target target(int index) {
        return nodes[index].target();
    }

    /// Ends a node as a power failure would.
    void kill(int index) {
        nodes[index].kill();
    }

    @Override
    public void close() {
        for (RunningGateway node : nodes) {
            node.close();
        }
        store.close();
    }
}
