// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import static ai.optimaforge.kernel.cluster.Nodes.await;
import static ai.optimaforge.kernel.cluster.Nodes.eventually;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.Registration;
import ai.optimaforge.spi.cache.CacheRegion;
import ai.optimaforge.spi.cache.RegionSpec;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// What every cluster cache does, however many nodes it has: each test turns to one node after
/// the other.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("a node that gets no processor does not answer in time, which is what is tested here")
abstract class CacheContractTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final AtomicInteger NAMES = new AtomicInteger();

    private Nodes nodes;
    private final AtomicInteger turn = new AtomicInteger();

    abstract Nodes start();

    @BeforeAll
    void startNodes() {
        nodes = start();
    }

    @AfterAll
    void stopNodes() {
        nodes.close();
    }

    /// The same region of every node, in turn.
    private final class Turns {
        private final List<CacheRegion> regions;

        Turns(RegionSpec spec) {
            regions = nodes.rooms().stream().map(room -> room.cache("test").region(spec)).toList();
        }

        CacheRegion next() {
            return regions.get(turn.getAndIncrement() % regions.size());
        }
    }

    private Turns region() {
        return region(MINUTE, 1000);
    }

    private Turns region(Duration ttl, int most) {
        return new Turns(new RegionSpec("r" + NAMES.incrementAndGet(), ttl, most));
    }

    private SharedStates states() {
        return nodes.room(turn.getAndIncrement() % nodes.count()).states();
    }

    private static Buffer text(String text) {
        return Buffer.buffer(text);
    }

    @Test
    void should_find_nothing_when_nothing_was_put() {
        assertEquals(Optional.empty(), await(region().next().get("key")));
    }

    @Test
    void should_find_the_last_value_when_it_was_put_twice() {
        Turns region = region();
        await(region.next().put("key", text("one")));
        await(region.next().put("key", text("two")));
        assertEquals(Optional.of(text("two")), await(region.next().get("key")));
        assertEquals(Optional.of(text("two")), await(region.next().get("key")));
    }

    @Test
    void should_keep_every_byte_when_values_are_empty_or_binary() {
        Turns region = region();
        Buffer bytes = Buffer.buffer();
        for (int i = 0; i < 256; i++) {
            bytes.appendByte((byte) i);
        }
        await(region.next().put("empty", Buffer.buffer()));
        await(region.next().put("bytes", bytes));
        assertEquals(Optional.of(Buffer.buffer()), await(region.next().get("empty")));
        assertEquals(Optional.of(bytes), await(region.next().get("bytes")));
    }

    @Test
    void should_not_see_later_changes_of_a_buffer_when_it_was_put() {
        Turns region = region();
        Buffer value = text("as it was");
        await(region.next().put("key", value));
        value.setByte(0, (byte) 'X');
        Buffer read = await(region.next().get("key")).orElseThrow();
        read.setByte(0, (byte) 'Y');
        assertEquals(Optional.of(text("as it was")), await(region.next().get("key")));
    }

    @Test
    void should_find_nothing_when_the_value_was_removed() {
        Turns region = region();
        await(region.next().put("key", text("value")));
        await(region.next().remove("key"));
        await(region.next().remove("never there"));
        assertEquals(Optional.empty(), await(region.next().get("key")));
    }

    @Test
    void should_keep_json_when_it_is_put_as_such() {
        Turns region = region();
        JsonObject value = new JsonObject().put("user", "ada").put("count", 3);
        await(region.next().putJson("key", value));
        assertEquals(Optional.of(value), await(region.next().getJson("key")));
    }

    @Test
    void should_forget_a_value_when_the_time_of_the_region_is_over() {
        Turns region = region(Duration.ofSeconds(1), 1000);
        await(region.next().put("key", text("value")));
        assertEquals(Optional.of(text("value")), await(region.next().get("key")));
        eventually(() -> await(region.next().get("key")).isEmpty());
    }

    @Test
    void should_forget_a_value_sooner_when_it_was_put_for_a_shorter_time() {
        Turns region = region();
        await(region.next().put("short", text("value"), Duration.ofMillis(300)));
        await(region.next().put("long", text("value")));
        eventually(() -> await(region.next().get("short")).isEmpty());
        assertTrue(await(region.next().get("long")).isPresent());
    }

    @Test
    void should_not_outlive_the_region_when_a_value_is_put_for_longer() {
        Turns region = region(Duration.ofMillis(300), 1000);
        await(region.next().put("key", text("value"), Duration.ofDays(1)));
        eventually(() -> await(region.next().get("key")).isEmpty());
    }

    @Test
    void should_put_only_the_first_when_it_is_put_if_absent() {
        Turns region = region();
        assertTrue(await(region.next().putIfAbsent("key", text("first"))));
        assertFalse(await(region.next().putIfAbsent("key", text("second"))));
        assertEquals(Optional.of(text("first")), await(region.next().get("key")));
        await(region.next().put("empty", Buffer.buffer()));
        assertFalse(await(region.next().putIfAbsent("empty", text("there is one"))));
    }

    @Test
    void should_put_if_absent_again_when_the_first_has_gone() {
        Turns region = region(Duration.ofMillis(200), 1000);
        assertTrue(await(region.next().putIfAbsent("key", text("first"))));
        eventually(() -> await(region.next().putIfAbsent("key", text("second"))));
    }

    @Test
    void should_have_one_winner_when_many_put_if_absent() {
        Turns region = region();
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(region.next().putIfAbsent("key", text("mine " + i)));
        }
        await(Future.all(all));
        assertEquals(1, all.stream().filter(Future::result).count());
    }

    @Test
    void should_set_only_when_the_value_is_the_one_expected() {
        Turns region = region();
        assertFalse(await(region.next().compareAndSet("key", text("one"), text("two"))));
        await(region.next().put("key", text("one")));
        assertFalse(await(region.next().compareAndSet("key", text("on"), text("two"))));
        assertFalse(await(region.next().compareAndSet("key", text("one and"), text("two"))));
        assertTrue(await(region.next().compareAndSet("key", text("one"), text("two"))));
        assertFalse(await(region.next().compareAndSet("key", text("one"), text("three"))));
        assertEquals(Optional.of(text("two")), await(region.next().get("key")));
    }

    @Test
    void should_tell_an_empty_value_from_none_when_it_compares() {
        Turns region = region();
        assertFalse(await(region.next().compareAndSet("key", Buffer.buffer(), text("one"))));
        await(region.next().put("key", Buffer.buffer()));
        assertTrue(await(region.next().compareAndSet("key", Buffer.buffer(), text("one"))));
    }

    @Test
    void should_lose_no_update_when_many_compare_and_set() {
        Turns region = region();
        await(region.next().put("key", text("0")));
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(increment(region.next(), 10));
        }
        await(Future.all(all));
        assertEquals(Optional.of(text("100")), await(region.next().get("key")));
    }

    private static Future<Void> increment(CacheRegion region, int times) {
        if (times == 0) {
            return Future.succeededFuture();
        }
        return region.get("key")
                .compose(
                        value -> {
                            Buffer before = value.orElseThrow();
                            Buffer after = text("" + (Integer.parseInt(before.toString()) + 1));
                            return region.compareAndSet("key", before, after);
                        })
                .compose(set -> increment(region, set ? times - 1 : times));
    }

    @Test
    void should_count_every_add_when_many_add() {
        Turns region = region();
        List<Future<Long>> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(region.next().add("key", 2));
        }
        await(Future.all(all));
        assertEquals(600, await(region.next().add("key", 0)));
        assertEquals(590, await(region.next().add("key", -10)));
        assertEquals(300, all.stream().map(Future::result).distinct().count());
    }

    @Test
    void should_count_from_zero_when_the_counter_has_gone() {
        Turns region = region(Duration.ofMillis(300), 1000);
        assertEquals(5, await(region.next().add("key", 5)));
        // asking would give it more time
        await(nodes.vertx.timer(600, TimeUnit.MILLISECONDS));
        assertEquals(1, await(region.next().add("key", 1)));
    }

    @Test
    void should_refuse_to_count_further_when_the_number_would_overflow() {
        Turns region = region();
        await(region.next().add("key", Long.MAX_VALUE));
        assertThrows(RuntimeException.class, () -> await(region.next().add("key", 1)));
        assertEquals(Long.MAX_VALUE, await(region.next().add("key", 0)));
    }

    @Test
    void should_keep_them_apart_when_a_value_a_counter_and_a_lock_have_one_name() {
        Turns region = region();
        await(region.next().put("key", text("value")));
        assertEquals(1, await(region.next().add("key", 1)));
        assertTrue(await(region.next().tryLock("key", MINUTE)).isPresent());
        await(region.next().remove("key"));
        assertEquals(2, await(region.next().add("key", 1)));
        assertEquals(Optional.empty(), await(region.next().tryLock("key", MINUTE)));
    }

    @Test
    void should_give_the_lock_to_one_only_when_many_try() {
        Turns region = region();
        List<Future<Optional<Registration>>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(region.next().tryLock("key", MINUTE));
        }
        await(Future.all(all));
        assertEquals(1, all.stream().filter(lock -> lock.result().isPresent()).count());
    }

    @Test
    void should_give_the_lock_again_when_it_was_closed() {
        Turns region = region();
        Registration lock = await(region.next().tryLock("key", MINUTE)).orElseThrow();
        assertEquals(Optional.empty(), await(region.next().tryLock("key", MINUTE)));
        lock.close();
        lock.close();
        eventually(() -> await(region.next().tryLock("key", MINUTE)).isPresent());
    }

    @Test
    void should_give_the_lock_again_when_its_lease_is_over() {
        Turns region = region();
        Duration lease = Duration.ofSeconds(1);
        Registration late = await(region.next().tryLock("key", lease)).orElseThrow();
        assertEquals(Optional.empty(), await(region.next().tryLock("key", lease)));
        eventually(() -> await(region.next().tryLock("key", MINUTE)).isPresent());
        late.close();
        for (int i = 0; i < 5; i++) {
            assertEquals(Optional.empty(), await(region.next().tryLock("key", MINUTE)));
        }
    }

    @Test
    void should_refuse_a_lock_when_a_node_holds_as_many_as_it_may() {
        RegionSpec spec = new RegionSpec("r" + NAMES.incrementAndGet(), MINUTE, 2);
        CacheRegion region = nodes.room(0).cache("test").region(spec);
        Registration first = await(region.tryLock("1", MINUTE)).orElseThrow();
        await(region.tryLock("2", Duration.ofSeconds(1)));
        assertThrows(RuntimeException.class, () -> await(region.tryLock("3", MINUTE)));
        first.close();
        assertTrue(await(region.tryLock("3", MINUTE)).isPresent());
        eventually(() -> await(takes(region, "4")));
    }

    private static Future<Boolean> takes(CacheRegion region, String key) {
        return region.tryLock(key, MINUTE).map(Optional::isPresent).otherwise(false);
    }

    @Test
    void should_hear_of_each_change_when_it_listens() {
        Turns region = region();
        List<Queue<String>> heard = new ArrayList<>();
        for (CacheRegion each : region.regions) {
            Queue<String> keys = new ConcurrentLinkedQueue<>();
            heard.add(keys);
            each.onChange(keys::add);
        }
        heard.forEach(keys -> eventually(() -> put(region, "begin") && keys.contains("begin")));
        await(region.next().put("put", text("1")));
        await(region.next().putIfAbsent("absent", text("1")));
        await(region.next().put("set", text("1")));
        heard.forEach(keys -> eventually(() -> keys.containsAll(List.of("put", "absent", "set"))));
        heard.forEach(Queue::clear);
        await(region.next().compareAndSet("set", text("1"), text("2")));
        await(region.next().remove("put"));
        heard.forEach(keys -> eventually(() -> keys.containsAll(List.of("set", "put"))));
    }

    @Test
    void should_hear_nothing_when_nothing_changes() {
        Turns region = region();
        List<Queue<String>> heard = new ArrayList<>();
        for (CacheRegion each : region.regions) {
            Queue<String> keys = new ConcurrentLinkedQueue<>();
            heard.add(keys);
            each.onChange(keys::add);
        }
        heard.forEach(keys -> eventually(() -> put(region, "begin") && keys.contains("begin")));
        await(region.next().compareAndSet("begin", text("not it"), text("3")));
        await(region.next().putIfAbsent("begin", text("2")));
        await(region.next().remove("never there"));
        await(region.next().add("counter", 1));
        await(region.next().tryLock("lock", MINUTE));
        await(region.next().put("end", text("1")));
        heard.forEach(keys -> eventually(() -> keys.contains("end")));
        heard.forEach(keys -> keys.removeAll(List.of("begin", "end")));
        heard.forEach(keys -> assertEquals(List.of(), List.copyOf(keys)));
    }

    private static boolean put(Turns region, String key) {
        await(region.next().put(key, text("value")));
        return true;
    }

    @Test
    void should_hear_no_more_when_it_stopped_listening() {
        Turns region = region();
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        Queue<String> other = new ConcurrentLinkedQueue<>();
        Registration listener = region.regions.getFirst().onChange(heard::add);
        region.regions.getFirst().onChange(other::add);
        eventually(() -> put(region, "begin") && heard.contains("begin"));
        listener.close();
        await(region.next().put("end", text("1")));
        eventually(() -> other.contains("end"));
        assertFalse(heard.contains("end"));
    }

    @Test
    void should_tell_on_the_context_it_was_given_when_something_changes() {
        Context context = nodes.vertx.getOrCreateContext();
        RegionSpec spec = new RegionSpec("r" + NAMES.incrementAndGet(), MINUTE, 10);
        CacheRegion region =
                nodes.room(0).cache("test", new Audience(context, registration -> {})).region(spec);
        Promise<Context> told = Promise.promise();
        region.onChange(key -> told.tryComplete(Vertx.currentContext()));
        eventually(
                () -> {
                    await(region.put("key", text("1")));
                    return told.future().isComplete();
                });
        assertSame(context, told.future().result());
    }

    @Test
    void should_come_back_to_the_loop_when_it_was_called_on_one() {
        Turns region = region();
        for (int i = 0; i < 4; i++) {
            Context loop = nodes.vertx.getOrCreateContext();
            Promise<Context> back = Promise.promise();
            loop.runOnContext(
                    on ->
                            region.next()
                                    .add("key", 1)
                                    .onComplete(done -> back.complete(Vertx.currentContext())));
            assertSame(loop, await(back.future()));
        }
    }

    @Test
    void should_refuse_keys_values_and_times_when_they_are_out_of_bounds() {
        CacheRegion region = region().next();
        Buffer large = Buffer.buffer(new byte[1024 * 1024 + 1]);
        String longest = "k".repeat(512);
        await(region.put(longest, large.slice(0, 1024 * 1024)));
        for (Runnable refused :
                List.<Runnable>of(
                        () -> region.get(""),
                        () -> region.get(longest + "k"),
                        () -> region.put("key", large),
                        () -> region.putIfAbsent("key", large),
                        () -> region.put("key", text("1"), Duration.ZERO),
                        () -> region.tryLock("key", Duration.ofSeconds(-1)))) {
            assertThrows(IllegalArgumentException.class, refused::run);
        }
    }

    @Test
    void should_refuse_a_region_when_its_name_has_other_limits() {
        RegionSpec spec = new RegionSpec("r" + NAMES.incrementAndGet(), MINUTE, 10);
        var cache = nodes.room(0).cache("test");
        assertSame(cache.region(spec), cache.region(spec));
        var other = new RegionSpec(spec.name(), MINUTE, 11);
        assertThrows(IllegalArgumentException.class, () -> cache.region(other));
    }

    @Test
    void should_see_its_own_only_when_another_prefix_has_the_same_region() {
        RegionSpec spec = new RegionSpec("r" + NAMES.incrementAndGet(), MINUTE, 10);
        await(nodes.room(0).cache("one").region(spec).put("key", text("1")));
        assertEquals(Optional.empty(), await(nodes.room(0).cache("other").region(spec).get("key")));
    }

    @Test
    void should_keep_no_more_than_its_bound_when_much_is_put() {
        Turns region = region(MINUTE, 2200);
        inBatches(6000, i -> region.next().put("key " + i, text("value")));
        List<Optional<Buffer>> read = inBatches(6000, i -> region.next().get("key " + i));
        long found = read.stream().filter(Optional::isPresent).count();
        assertTrue(found > 1000 && found <= 2300L * nodes.count(), found + " are there");
    }

    /// So many at a time as a busy machine does in time.
    private static <T> List<T> inBatches(int count, IntFunction<Future<T>> call) {
        List<T> results = new ArrayList<>();
        for (int i = 0; i < count; i += 500) {
            List<Future<T>> batch = IntStream.range(i, i + 500).mapToObj(call).toList();
            await(Future.all(batch));
            batch.forEach(done -> results.add(done.result()));
        }
        return results;
    }

    @Test
    void should_reach_every_node_when_an_event_is_published() {
        Queue<JsonObject> heard = new ConcurrentLinkedQueue<>();
        List<Registration> listeners = new ArrayList<>();
        for (ClusterRoom room : nodes.rooms()) {
            listeners.add(room.events().subscribe("test.told", heard::add));
            listeners.add(room.events().subscribe("test.other", heard::add));
        }
        JsonObject event = new JsonObject().put("n", 1).put("text", "täglich");
        nodes.room(turn.getAndIncrement() % nodes.count()).events().publish("test.told", event);
        eventually(() -> heard.size() == nodes.count());
        heard.forEach(copy -> assertEquals(event, copy));
        listeners.forEach(Registration::close);
        nodes.room(0).events().publish("test.told", event);
        assertEquals(nodes.count(), heard.size());
    }

    @Test
    void should_give_each_its_own_copy_when_two_subscribe() {
        Queue<JsonObject> heard = new ConcurrentLinkedQueue<>();
        var events = nodes.room(0).events();
        for (int i = 0; i < 2; i++) {
            events.subscribe(
                    "test.copies",
                    event -> {
                        heard.add(event.copy());
                        event.put("n", "changed");
                    });
        }
        events.publish("test.copies", new JsonObject().put("n", 1));
        eventually(() -> heard.size() == 2);
        heard.forEach(copy -> assertEquals(1, copy.getInteger("n")));
    }

    @Test
    void should_refuse_an_event_when_it_is_too_large_or_has_no_topic() {
        var events = nodes.room(0).events();
        JsonObject large = new JsonObject().put("text", "x".repeat(1024 * 1024));
        assertThrows(IllegalArgumentException.class, () -> events.publish("test", large));
        assertThrows(IllegalArgumentException.class, () -> events.publish("", new JsonObject()));
    }

    @Test
    void should_let_in_exactly_the_limit_when_many_take() {
        // one for all of them: another class takes names at the same time
        String user = "user" + NAMES.incrementAndGet();
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            all.add(states().apply("quota", user, TakeStep.oneOf(150), MINUTE));
        }
        await(Future.all(all));
        assertEquals(150, all.stream().filter(Future::result).count());
    }

    @Test
    void should_begin_anew_when_a_step_removed_the_state() {
        assertTrue(await(states().apply("quota", "anew", TakeStep.oneOf(1), MINUTE)));
        assertFalse(await(states().apply("quota", "anew", TakeStep.oneOf(1), MINUTE)));
        TakeStep forget = new TakeStep("test.forget", 0);
        assertTrue(await(states().apply("quota", "anew", forget, MINUTE)));
        assertFalse(await(states().apply("quota", "anew", forget, MINUTE)));
        assertTrue(await(states().apply("quota", "anew", TakeStep.oneOf(1), MINUTE)));
    }

    @Test
    void should_begin_anew_when_the_time_of_the_state_is_over() {
        Duration ttl = Duration.ofMillis(300);
        assertTrue(await(states().apply("quota", "timed", TakeStep.oneOf(1), ttl)));
        // what does not change the state gives it no more time
        eventually(() -> await(states().apply("quota", "timed", TakeStep.oneOf(1), ttl)));
    }

    @Test
    void should_leave_the_state_alone_when_a_step_fails() {
        assertTrue(await(states().apply("quota", "fails", TakeStep.oneOf(1), MINUTE)));
        TakeStep fail = new TakeStep("test.fail", 0);
        var failure =
                assertThrows(
                        IllegalStateException.class,
                        () -> await(states().apply("quota", "fails", fail, MINUTE)));
        assertTrue(String.valueOf(failure.getMessage()).contains("a step that fails"));
        assertFalse(await(states().apply("quota", "fails", TakeStep.oneOf(1), MINUTE)));
    }

    @Test
    void should_fail_when_no_node_knows_the_step() {
        TakeStep unknown = new TakeStep("test.unknown", 0);
        assertThrows(
                RuntimeException.class,
                () -> await(states().apply("quota", "key", unknown, MINUTE)));
    }

    @Test
    void should_name_every_node_when_members_are_asked_for() {
        for (ClusterRoom room : nodes.rooms()) {
            List<Member> members = room.members();
            assertEquals(nodes.count(), members.size());
            Member self = members.stream().filter(Member::self).findFirst().orElseThrow();
            assertEquals(room.memberId(), self.id());
        }
    }

    @Test
    void should_find_no_difference_when_all_nodes_say_the_same() {
        JsonObject description = new JsonObject().put("version", "1.0");
        AtomicInteger told = new AtomicInteger();
        for (ClusterRoom room : nodes.rooms()) {
            room.onMembers(told::incrementAndGet);
            await(room.describe(description));
        }
        for (ClusterRoom room : nodes.rooms()) {
            eventually(
                    () ->
                            room.members().stream()
                                    .allMatch(m -> m.description().equals(description)));
            assertEquals(List.of(), room.differences());
        }
        eventually(() -> told.get() > 0);
    }
}
