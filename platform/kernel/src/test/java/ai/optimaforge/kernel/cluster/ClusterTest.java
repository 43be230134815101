// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import static ai.optimaforge.kernel.cluster.Nodes.await;
import static ai.optimaforge.kernel.cluster.Nodes.eventually;
import static ai.optimaforge.kernel.cluster.Nodes.within;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.Ports;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.cache.CacheRegion;
import ai.optimaforge.spi.cache.RegionSpec;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Nodes come, go and die.
class ClusterTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RegionSpec SPEC = new RegionSpec("region", MINUTE, 10_000);

    private static CacheRegion region(Nodes nodes, int place) {
        return nodes.room(place).cache("test").region(SPEC);
    }

    @Test
    void should_know_each_other_when_nodes_come_and_go() {
        try (Nodes nodes = Nodes.together(2)) {
            AtomicInteger changes = new AtomicInteger();
            nodes.room(0).onMembers(changes::incrementAndGet);
            await(region(nodes, 0).put("key", Buffer.buffer("kept")));
            nodes.add();
            eventually(() -> nodes.room(0).members().size() == 3 && changes.get() > 0);
            assertEquals(Optional.of(Buffer.buffer("kept")), await(region(nodes, 2).get("key")));
            assertEquals(
                    nodes.addresses(),
                    nodes.room(1).members().stream().map(Member::address).toList());
            await(nodes.room(0).close());
            eventually(() -> nodes.room(1).members().size() == 2);
            await(nodes.room(1).close());
            eventually(() -> nodes.room(2).members().size() == 1);
            assertEquals(Optional.of(Buffer.buffer("kept")), await(region(nodes, 2).get("key")));
        }
    }

    @Test
    void should_lose_nothing_acknowledged_when_a_node_dies_under_writes() {
        try (Nodes nodes = Nodes.together(3)) {
            Writers writers = new Writers(nodes);
            List<Future<Void>> running =
                    List.of(writers.on(0), writers.on(1), writers.on(0), writers.on(1));
            eventually(() -> writers.added.get() > 300);
            nodes.kill(2);
            eventually(() -> nodes.room(0).members().size() == 2);
            int then = writers.added.get();
            eventually(() -> writers.added.get() > then + 300);
            writers.over.set(true);
            await(Future.join(running));
            long sum = 0;
            for (int i = 0; i < Writers.KEYS; i++) {
                sum += await(region(nodes, i % 2).add("counter " + i, 0));
            }
            int acknowledged = writers.added.get();
            int tried = writers.tried.get();
            assertTrue(
                    sum >= acknowledged && sum <= tried + 4L,
                    () -> acknowledged + " acknowledged of " + tried);
            assertTrue(writers.taken.get() <= Writers.LIMIT * Writers.KEYS);
        }
    }

    /// Adds to counters and takes from a quota, one after the other, until told to stop.
    private static final class Writers {
        static final int KEYS = 40;
        static final int LIMIT = 5;

        private final Nodes nodes;
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger tried = new AtomicInteger();
        private final AtomicInteger added = new AtomicInteger();
        private final AtomicInteger taken = new AtomicInteger();

        Writers(Nodes nodes) {
            this.nodes = nodes;
        }

        Future<Void> on(int place) {
            if (over.get()) {
                return Future.succeededFuture();
            }
            int i = tried.getAndIncrement() % KEYS;
            return region(nodes, place)
                    .add("counter " + i, 1)
                    .onSuccess(count -> added.incrementAndGet())
                    .compose(
                            count ->
                                    nodes.room(place)
                                            .states()
                                            .apply(
                                                    "quota",
                                                    "key " + i,
                                                    TakeStep.oneOf(LIMIT),
                                                    MINUTE))
                    .onSuccess(one -> taken.addAndGet(one ? 1 : 0))
                    .transform(done -> on(place));
        }
    }

    @Test
    void should_free_its_locks_when_a_node_dies() {
        try (Nodes nodes = Nodes.together(3)) {
            for (int i = 0; i < 20; i++) {
                assertTrue(await(region(nodes, 2).tryLock("lock " + i, MINUTE)).isPresent());
                assertTrue(await(region(nodes, 1).tryLock("other " + i, MINUTE)).isPresent());
            }
            assertEquals(Optional.empty(), await(region(nodes, 0).tryLock("lock 0", MINUTE)));
            nodes.kill(2);
            for (int i = 0; i < 20; i++) {
                String key = "lock " + i;
                eventually(() -> await(locks(region(nodes, 0), key)));
                assertEquals(
                        Optional.empty(), await(region(nodes, 0).tryLock("other " + i, MINUTE)));
            }
        }
    }

    private static Future<Boolean> locks(CacheRegion region, String key) {
        return region.tryLock(key, MINUTE).map(Optional::isPresent).otherwise(false);
    }

    @Test
    void should_hear_of_changes_within_two_seconds_when_another_node_has_died() {
        try (Nodes nodes = Nodes.together(3)) {
            Queue<String> heard = new ConcurrentLinkedQueue<>();
            region(nodes, 0).onChange(heard::add);
            hearsFrom(nodes, 1, heard, "begin");
            nodes.kill(2);
            eventually(() -> nodes.room(1).members().size() == 2);
            for (int i = 0; i < 20; i++) {
                String key = "key " + i;
                await(region(nodes, 1).put(key, Buffer.buffer("1")));
                within(Duration.ofSeconds(2), () -> heard.contains(key));
            }
            nodes.start(2);
            hearsFrom(nodes, 2, heard, "back");
        }
    }

    private static void hearsFrom(Nodes nodes, int place, Queue<String> heard, String key) {
        eventually(
                () -> {
                    await(region(nodes, place).put(key, Buffer.buffer("1")));
                    return heard.contains(key);
                });
    }

    @Test
    void should_not_let_a_node_in_when_it_has_another_secret() {
        try (Nodes nodes = Nodes.together(2)) {
            await(region(nodes, 0).put("key", Buffer.buffer("ours")));
            int port = Ports.free();
            ClusterRoom stranger =
                    ClusterRoom.open(
                            Nodes.config(port, nodes.addresses(), "what a stranger guessed"),
                            nodes.vertx,
                            new SimpleMeterRegistry());
            assertEquals(1, stranger.members().size());
            assertEquals(Optional.empty(), await(stranger.cache("test").region(SPEC).get("key")));
            assertEquals(2, nodes.room(0).members().size());
            await(stranger.close());
        }
    }

    @Test
    void should_fail_soon_and_clearly_when_the_node_is_out_of_the_cluster() {
        try (Nodes nodes = Nodes.together(1)) {
            CacheRegion region = region(nodes, 0);
            await(region.put("key", Buffer.buffer("1")));
            nodes.fell(0);
            for (Future<?> call :
                    List.of(
                            region.get("key"),
                            region.put("key", Buffer.buffer("2")),
                            region.add("key", 1),
                            region.tryLock("key", MINUTE),
                            region.remove("key"),
                            nodes.room(0).cache("new").region(SPEC).get("key"),
                            nodes.room(0)
                                    .states()
                                    .apply("quota", "key", TakeStep.oneOf(1), MINUTE))) {
                var failure = assertThrows(ForgeException.class, () -> await(call));
                assertEquals(CommonError.CACHE_UNAVAILABLE, failure.errorCode());
                assertTrue(failure.retryAfter().isPresent());
            }
            nodes.room(0).events().publish("test", new JsonObject());
            assertEquals(List.of(), nodes.room(0).members());
            assertTrue(nodes.registry.counter("forge_cluster_operations_failed").count() >= 7);
        }
    }

    @Test
    void should_say_what_differs_when_nodes_are_not_alike() {
        try (Nodes nodes = Nodes.together(2)) {
            await(nodes.room(0).describe(description("1.0", "3")));
            assertEquals(List.of(), nodes.room(0).differences());
            await(nodes.room(1).describe(description("1.1", "3").put("extra", true)));
            String other = nodes.addresses().get(1);
            List<String> differences =
                    List.of(
                            "node " + other + " has extra true, this node none",
                            "node " + other + " has plugins.chat 1.1, this node 1.0");
            eventually(() -> nodes.room(0).differences().equals(differences));
            await(nodes.room(1).describe(description("1.0", "3")));
            eventually(() -> nodes.room(0).differences().isEmpty());
            await(nodes.room(1).describe(description("1.0", "4")));
            eventually(() -> !nodes.room(0).differences().isEmpty());
            nodes.kill(1);
            eventually(() -> nodes.room(0).differences().isEmpty());
        }
    }

    private static JsonObject description(String chat, String spi) {
        return new JsonObject()
                .put("spi", spi)
                .put("plugins", new JsonObject().put("chat", chat).put("admin", "1.0"));
    }

    @Test
    void should_keep_the_first_limit_when_nodes_ask_for_a_region_with_two() {
        try (Nodes nodes = Nodes.together(2)) {
            await(region(nodes, 0).put("key", Buffer.buffer("1")));
            RegionSpec other = new RegionSpec(SPEC.name(), MINUTE, 50_000);
            CacheRegion region = nodes.room(1).cache("test").region(other);
            assertEquals(Optional.of(Buffer.buffer("1")), await(region.get("key")));
        }
    }

    @Test
    void should_be_another_member_when_it_comes_back() {
        try (Nodes nodes = Nodes.together(2)) {
            String before = nodes.room(1).memberId();
            nodes.kill(1);
            eventually(() -> nodes.room(0).members().size() == 1);
            nodes.start(1);
            eventually(() -> nodes.room(0).members().size() == 2);
            assertNotEquals(before, nodes.room(1).memberId());
        }
    }

    @Test
    void should_refuse_to_start_when_its_port_is_taken() {
        try (Nodes nodes = Nodes.together(1)) {
            String address = nodes.addresses().getFirst();
            int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
            ClusterConfig config = Nodes.config(port, List.of(address), Nodes.SECRET);
            var failure =
                    assertThrows(
                            IllegalStateException.class,
                            () -> ClusterRoom.open(config, nodes.vertx, new SimpleMeterRegistry()));
            assertTrue(
                    String.valueOf(failure.getMessage()).startsWith("cluster.port " + port + ": "),
                    failure.getMessage());
        }
    }
}
