// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.testing.EventLoop;
import ai.optimaforge.testing.TestCall;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What becomes of calls when there are many, when they leave, and when the instance goes.
class QueueTest extends LocalTest {
    private static final int QUEUE = 4;

    /// So long that it outlasts what a test does meanwhile.
    private static JsonObject longCall() {
        return asking(new JsonArray(Collections.nCopies(2048, "some words ".repeat(50))));
    }

    @Test
    void should_tell_when_to_come_again_when_the_queue_is_full() {
        List<TestCall> calls = new ArrayList<>();
        for (int i = 0; i < QUEUE; i++) {
            calls.add(new TestCall());
            start(longCall(), calls.getLast());
        }
        var failure = loop.failure(() -> start(asking("one more")));
        assertEquals(529, failure.status());
        assertEquals(Optional.of(Duration.ofSeconds(1)), failure.retryAfter());
        assertEquals(1, refused.get());
        assertEquals(QUEUE, inFlight.get());

        loop.run(() -> calls.forEach(TestCall::cancel));
        assertEquals(1, EventLoop.await(untilTaken()).getJsonArray("data").size());
    }

    /// Calls again until there is room.
    private Future<JsonObject> untilTaken() {
        return start(asking("again"))
                .recover(
                        full ->
                                loop.vertx()
                                        .timer(20, TimeUnit.MILLISECONDS)
                                        .compose(later -> untilTaken()));
    }

    @Test
    void should_let_a_short_call_pass_when_a_long_one_is_under_way() {
        TestCall leaving = new TestCall();
        Future<JsonObject> slow = start(longCall(), leaving);
        assertEquals(1, vectors(EventLoop.await(start(asking("short")))).size());
        assertFalse(slow.isComplete());
        loop.run(leaving::cancel);
    }

    @Test
    void should_stop_when_the_call_is_cancelled() {
        TestCall leaving = new TestCall();
        Future<JsonObject> slow = start(longCall(), leaving);
        EventLoop.await(start(asking("the model is there now")));
        loop.run(leaving::cancel);
        assertEquals(Failure.HUNG_UP, EventLoop.failureOf(slow).failure());
        assertEquals(0, inFlight.get());
    }

    @Test
    void should_fail_what_waits_and_end_its_threads_when_it_is_closed_while_busy()
            throws InterruptedException {
        Future<JsonObject> running = start(longCall());
        Future<JsonObject> waiting = start(longCall());
        EventLoop.await(start(asking("the model is there now")));
        EventLoop.await(provider.close());
        assertEquals(Failure.HUNG_UP, EventLoop.failureOf(running).failure());
        assertEquals(Failure.HUNG_UP, EventLoop.failureOf(waiting).failure());
        assertEquals(Failure.HUNG_UP, loop.failure(() -> start(asking("late"))).failure());
        assertEquals(0, inFlight.get());
        for (Thread thread : threads()) {
            assertTrue(thread.join(Duration.ofSeconds(5)), thread + " has not ended");
        }
    }

    @Test
    void should_have_neither_thread_nor_model_when_it_was_never_called() {
        loop.call(provider::models);
        assertEquals(List.of(), threads());
        EventLoop.await(provider.close());
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("forge-local-"))
                .toList();
    }
}
