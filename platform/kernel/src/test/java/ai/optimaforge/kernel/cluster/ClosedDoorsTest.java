// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import static ai.optimaforge.kernel.cluster.Nodes.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.Ports;
import ai.optimaforge.spi.config.Secret;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/// What a cluster keeps from those who do not belong to it.
class ClosedDoorsTest {
    @Test
    void should_be_reached_on_loopback_only_when_nothing_else_is_set() throws Exception {
        Optional<InetAddress> other =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(address -> !address.isLoopbackAddress())
                        .filter(address -> !address.isLinkLocalAddress())
                        .findFirst();
        Assumptions.assumeTrue(other.isPresent(), "this machine has loopback only");
        try (Nodes nodes = Nodes.together(1)) {
            connect(InetAddress.getLoopbackAddress(), port(nodes)).close();
            assertThrows(IOException.class, () -> connect(other.get(), port(nodes)));
        }
    }

    @Test
    void should_not_let_a_client_of_hazelcast_in_when_it_knows_the_name() {
        try (Nodes nodes = Nodes.together(1)) {
            ClientConfig config = new ClientConfig();
            config.setClusterName(HazelcastSettings.clusterName(Secret.of(Nodes.SECRET)));
            config.getNetworkConfig().addAddress(nodes.addresses().getFirst());
            config.getConnectionStrategyConfig()
                    .getConnectionRetryConfig()
                    .setClusterConnectTimeoutMillis(1000);
            assertThrows(
                    IllegalStateException.class, () -> HazelcastClient.newHazelcastClient(config));
        }
    }

    private static Socket connect(InetAddress address, int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(address, port), 2000);
        return socket;
    }

    private static int port(Nodes nodes) {
        return nodes.ports().getFirst();
    }

    @Test
    void should_tell_the_log_neither_the_secret_nor_the_name_when_a_stranger_knocks() {
        Logger hazelcast = (Logger) LoggerFactory.getLogger("com.hazelcast");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Level before = hazelcast.getLevel();
        hazelcast.setLevel(Level.WARN);
        hazelcast.addAppender(lines);
        lines.start();
        String guess = "what a stranger guessed";
        try (Nodes nodes = Nodes.together(2)) {
            ClusterRoom stranger =
                    ClusterRoom.open(
                            Nodes.config(Ports.free(), nodes.addresses(), guess),
                            nodes.vertx,
                            new SimpleMeterRegistry());
            assertEquals(1, stranger.members().size());
            await(stranger.close());
            nodes.kill(1);
            Nodes.eventually(() -> nodes.room(0).members().size() == 1);
        } finally {
            hazelcast.detachAppender(lines);
            hazelcast.setLevel(before);
        }
        List<String> told = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertTrue(
                told.stream().anyMatch(line -> line.contains("different cluster")), told::toString);
        for (String secret : List.of(Nodes.SECRET, guess)) {
            String name = HazelcastSettings.clusterName(Secret.of(secret));
            assertFalse(told.toString().contains(secret));
            assertFalse(told.toString().contains(name));
        }
    }

    @Test
    void should_start_when_nodes_are_found_by_a_name() {
        Nodes nodes = Nodes.alone();
        ClusterConfig config =
                new ClusterConfig(
                        true,
                        List.of(),
                        "127.0.0.1",
                        Ports.free(),
                        Optional.of(Secret.of(Nodes.SECRET)),
                        Optional.of("localhost"),
                        10);
        ClusterRoom room = ClusterRoom.open(config, nodes.vertx, new SimpleMeterRegistry());
        assertEquals(1, room.members().size());
        await(room.close());
        nodes.close();
    }
}
