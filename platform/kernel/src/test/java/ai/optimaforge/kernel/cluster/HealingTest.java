// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import static ai.optimaforge.kernel.cluster.Nodes.await;
import static ai.optimaforge.kernel.cluster.Nodes.eventually;
import static ai.optimaforge.kernel.cluster.Nodes.within;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.Ports;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.cache.CacheRegion;
import ai.optimaforge.spi.cache.RegionSpec;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.cluster.impl.ClusterServiceImpl;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A cluster that is hurt is whole again by itself.
class HealingTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RegionSpec SPEC = new RegionSpec("region", MINUTE, 10_000);

    @Test
    void should_be_one_again_when_it_was_cut_in_two() {
        try (Nodes nodes = Nodes.together(2)) {
            CacheRegion first = nodes.room(0).cache("test").region(SPEC);
            CacheRegion second = nodes.room(1).cache("test").region(SPEC);
            Queue<String> heard = new ConcurrentLinkedQueue<>();
            Queue<JsonObject> events = new ConcurrentLinkedQueue<>();
            second.onChange(heard::add);
            nodes.room(1).events().subscribe("test", events::add);
            eventually(() -> isHeard(first, "before", heard));
            JsonObject description = new JsonObject().put("version", "1");
            await(nodes.room(0).describe(description));
            await(nodes.room(1).describe(description));
            List<String> ids = ids(nodes);
            cut(nodes);
            eventually(() -> nodes.room(0).members().size() == 1);
            eventually(() -> nodes.room(1).members().size() == 1);
            // each half goes on by itself
            assertEquals(1, await(first.add("half", 1)));
            assertEquals(1, await(second.add("half", 1)));
            within(
                    Duration.ofSeconds(90),
                    () -> nodes.rooms().stream().allMatch(room -> room.members().size() == 2));
            eventually(() -> !ids.equals(ids(nodes)));
            for (ClusterRoom room : nodes.rooms()) {
                eventually(
                        () ->
                                room.members().stream()
                                        .allMatch(m -> m.description().equals(description)));
                assertTrue(
                        room.members().stream()
                                .anyMatch(m -> m.self() && m.id().equals(room.memberId())));
            }
            eventually(() -> isHeard(first, "after", heard));
            nodes.room(0).events().publish("test", description);
            eventually(() -> events.size() == 1);
        }
    }

    @Test
    void should_come_back_when_it_fell_out_of_the_cluster() {
        try (Nodes nodes = Nodes.together(2)) {
            CacheRegion first = nodes.room(0).cache("test").region(SPEC);
            CacheRegion second = nodes.room(1).cache("test").region(SPEC);
            Queue<String> heard = new ConcurrentLinkedQueue<>();
            Queue<JsonObject> events = new ConcurrentLinkedQueue<>();
            AtomicInteger changes = new AtomicInteger();
            second.onChange(heard::add);
            nodes.room(1).events().subscribe("test", events::add);
            nodes.room(1).onMembers(changes::incrementAndGet);
            eventually(() -> isHeard(first, "before", heard));
            JsonObject description = new JsonObject().put("version", "1");
            await(nodes.room(1).describe(description));
            int before = changes.get();
            String id = nodes.room(1).memberId();
            nodes.fell(1);
            eventually(() -> nodes.room(0).members().size() == 1);
            eventually(
                    () ->
                            nodes.room(0).members().stream()
                                    .anyMatch(
                                            m -> !m.self() && m.description().equals(description)));
            assertNotEquals(id, nodes.room(1).memberId());
            eventually(() -> isHeard(first, "after", heard));
            await(second.put("key", Buffer.buffer("1")));
            nodes.room(0).events().publish("test", description);
            eventually(() -> events.size() == 1);
            assertTrue(changes.get() > before);
        }
    }

    private static boolean isHeard(CacheRegion region, String key, Queue<String> heard) {
        await(region.put(key, Buffer.buffer("1")));
        return heard.contains(key);
    }

    private static List<String> ids(Nodes nodes) {
        return nodes.rooms().stream().map(ClusterRoom::memberId).toList();
    }

    /// Makes each node believe that the other is gone.
    private static void cut(Nodes nodes) {
        List<HazelcastInstance> all = nodes.hazelcasts();
        for (HazelcastInstance one : all) {
            ClusterServiceImpl cluster =
                    ((HazelcastInstanceProxy) one).getOriginal().node.getClusterService();
            cluster.getMembers().stream()
                    .filter(member -> !member.localMember())
                    .forEach(member -> cluster.suspectMember(member, "the test says so", true));
        }
    }

    @Test
    void should_answer_or_fail_within_seconds_when_a_node_hangs() throws Exception {
        try (Nodes nodes = Nodes.together(1)) {
            int port = Ports.free();
            Process other = startNode(port, nodes.addresses());
            try {
                eventually(() -> nodes.room(0).members().size() == 2);
                CacheRegion region = nodes.room(0).cache("test").region(SPEC);
                Future.all(addToMany(region)).await();
                nodes.settle();
                signal("STOP", other);
                long start = System.nanoTime();
                List<Future<Boolean>> fails =
                        addToMany(region).stream().map(HealingTest::failsAsUnavailable).toList();
                await(Future.join(fails));
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                assertTrue(took.compareTo(Duration.ofSeconds(9)) < 0, "it took " + took);
                assertTrue(
                        fails.stream().anyMatch(Future::result),
                        "the other node should have had some of the keys");
                eventually(() -> nodes.room(0).members().size() == 1);
                Future.all(addToMany(region)).await();
                signal("CONT", other);
                within(Duration.ofSeconds(90), () -> nodes.room(0).members().size() == 2);
                Future.all(addToMany(region)).await();
            } finally {
                other.destroyForcibly();
            }
        }
    }

    private static List<Future<Long>> addToMany(CacheRegion region) {
        List<Future<Long>> adds = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            adds.add(region.add("counter " + i, 1));
        }
        return adds;
    }

    private static Future<Boolean> failsAsUnavailable(Future<Long> add) {
        return add.map(false)
                .otherwise(
                        failure ->
                                failure instanceof ForgeException e
                                        && e.errorCode() == CommonError.CACHE_UNAVAILABLE);
    }

    private static Process startNode(int port, List<String> members) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherNode.class.getName(),
                                String.valueOf(port)));
        command.addAll(members);
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void signal(String name, Process process) throws Exception {
        String pid = String.valueOf(process.pid());
        assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
    }

    /// Runs in a process of its own, until it is ended.
    static final class OtherNode {
        private OtherNode() {}

        public static void main(String[] arguments) {
            ClusterRoom.open(
                    Nodes.config(
                            Integer.parseInt(arguments[0]),
                            List.of(arguments).subList(1, arguments.length),
                            Nodes.SECRET),
                    Vertx.vertx(),
                    new SimpleMeterRegistry());
        }
    }
}
