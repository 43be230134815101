// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import ai.optimaforge.kernel.Ports;
import ai.optimaforge.spi.config.Secret;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.Partition;
import com.hazelcast.partition.PartitionService;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Nodes in one process, each with its own port on loopback.
final class Nodes implements AutoCloseable {
    static final String SECRET = "known to all nodes, and to nobody else";

    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Integer> ports = new ArrayList<>();
    private final List<ClusterRoom> rooms = new ArrayList<>();

    /// One node without a cluster.
    static Nodes alone() {
        Nodes nodes = new Nodes();
        nodes.rooms.add(
                ClusterRoom.open(
                        ClusterConfig.alone(), TakeStep.FUNCTIONS, nodes.vertx, nodes.registry));
        return nodes;
    }

    /// A cluster of so many nodes, all there.
    static Nodes together(int count) {
        Nodes nodes = new Nodes();
        nodes.ports.addAll(Ports.free(count));
        for (int i = 0; i < count; i++) {
            nodes.start(i);
        }
        for (ClusterRoom room : nodes.rooms) {
            eventually(() -> room.members().size() == count);
        }
        nodes.settle();
        return nodes;
    }

    /// Starts the node of that place, again if it was there before.
    ClusterRoom start(int place) {
        ClusterRoom room =
                ClusterRoom.open(
                        config(ports.get(place), addresses(), SECRET),
                        TakeStep.FUNCTIONS,
                        vertx,
                        registry);
        if (place < rooms.size()) {
            rooms.set(place, room);
        } else {
            rooms.add(room);
        }
        return room;
    }

    /// Starts one more node, which knows the others.
    ClusterRoom add() {
        ports.addAll(Ports.free(1));
        return start(ports.size() - 1);
    }

    /// Ends a node for good, without a word to the others as far as that can be had in one
    /// process.
    void kill(int place) {
        ClusterRoom room = rooms.get(place);
        fell(place);
        await(room.close());
    }

    /// Takes a node out of the cluster that would rather stay.
    void fell(int place) {
        hazelcast(ports.get(place)).getLifecycleService().terminate();
    }

    /// Waits until each node has its share of the entries, and the copies of another's.
    void settle() {
        for (HazelcastInstance hazelcast : hazelcasts()) {
            int size = hazelcast.getCluster().getMembers().size();
            PartitionService partitions = hazelcast.getPartitionService();
            eventually(
                    () ->
                            partitions.isClusterSafe()
                                    && partitions.getPartitions().stream()
                                                    .map(Partition::getOwner)
                                                    .distinct()
                                                    .count()
                                            == size);
        }
    }

    List<HazelcastInstance> hazelcasts() {
        return ports.stream().map(Nodes::hazelcast).toList();
    }

    private static HazelcastInstance hazelcast(int port) {
        return Objects.requireNonNull(
                Hazelcast.getHazelcastInstanceByName("forge-127.0.0.1:" + port));
    }

    static ClusterConfig config(int port, List<String> members, String secret) {
        return new ClusterConfig(
                true,
                members,
                "127.0.0.1",
                port,
                Optional.of(Secret.of(secret)),
                Optional.empty(),
                100_000);
    }

    List<Integer> ports() {
        return List.copyOf(ports);
    }

    List<String> addresses() {
        return ports.stream().map(port -> "127.0.0.1:" + port).toList();
    }

    int count() {
        return rooms.size();
    }

    ClusterRoom room(int place) {
        return rooms.get(place);
    }

    List<ClusterRoom> rooms() {
        return List.copyOf(rooms);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no result within 20 s", e);
        }
    }

    static void eventually(BooleanSupplier holds) {
        within(Duration.ofSeconds(60), holds);
    }

    static void within(Duration time, BooleanSupplier holds) {
        long end = System.nanoTime() + time.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not so within " + time);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Override
    public void close() {
        await(Future.join(rooms.stream().map(ClusterRoom::close).toList()));
        await(vertx.close());
    }
}
