// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.testing.EventLoop;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What waits to be made in the background is made, once, whatever the store loses.
@Execution(ExecutionMode.CONCURRENT)
class BackgroundQueueTest extends OpenStore {
    private final Making making = new Making();

    /// Ends each response at once, unless it is told otherwise.
    private static final class Making implements BackgroundWorker {
        /// What happens to the next ones instead.
        private final Deque<Supplier<Run>> otherwise = new ArrayDeque<>();

        private final Map<String, Integer> made = new HashMap<>();

        @Override
        public Run start(BackgroundWork work) {
            return otherwise.isEmpty() ? new OneRun(make(work)) : otherwise.remove().get();
        }

        private Future<Boolean> make(BackgroundWork work) {
            return work.begin()
                    .map(Optional::orElseThrow)
                    .compose(recording -> recording.finish(completed(work.response())))
                    .onSuccess(done -> made.merge(work.response().getString("id"), 1, Integer::sum))
                    .map(true);
        }
    }

    private record OneRun(Future<Boolean> done, Runnable onCancel) implements BackgroundWorker.Run {
        OneRun(Future<Boolean> done) {
            this(
                    done,
                    () -> {
                        throw new AssertionError("a response is cancelled");
                    });
        }

        @Override
        public void cancel() {
            onCancel.run();
        }
    }

    private void serve() {
        loop.run(() -> store.serve(4, making));
    }

    private String queued(String input) {
        JsonObject response = response("queued");
        loop.call(
                () ->
                        store.begin(
                                begun(
                                        response,
                                        Optional.empty(),
                                        "{\"background\":true,\"stream\":true}",
                                        item(input))));
        return response.getString("id");
    }

    private void assertMadeOnce(String id) {
        assertEndsWith("response.completed", id);
        assertEquals(1, loop.call(() -> Future.succeededFuture(making.made.get(id))), id);
    }

    @Test
    void should_make_each_response_when_many_are_asked_for_while_others_are_begun() {
        serve();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            ids.add(queued("hello"));
        }
        ids.forEach(this::assertMadeOnce);
    }

    @Test
    void should_make_a_response_when_it_is_not_known_that_it_was_taken() {
        String id = queued("hello");
        Future<Void> lost = context.loseNextAnswer("work", "updateFirst");
        serve();
        EventLoop.await(lost);
        assertMadeOnce(id);
    }

    @Test
    void should_make_a_response_when_it_was_taken_and_could_not_be_read_then() {
        String id = queued("hello");
        Future<Void> lost = context.loseNextAnswer("responses", "get");
        serve();
        EventLoop.await(lost);
        assertMadeOnce(id);
    }

    @Test
    void should_make_a_response_when_it_is_not_known_that_it_was_given_back() {
        String id = queued("hello");
        making.otherwise.add(
                () -> {
                    context.loseNextAnswer("work", "updateFirst");
                    return new OneRun(Future.succeededFuture(false));
                });
        serve();
        assertMadeOnce(id);
    }

    @Test
    void should_make_a_response_when_it_could_not_be_given_back() {
        String id = queued("hello");
        making.otherwise.add(
                () -> {
                    context.failNext("updateFirst");
                    return new OneRun(Future.succeededFuture(false));
                });
        serve();
        assertMadeOnce(id);
    }

    @Test
    void should_make_a_response_anew_when_it_was_given_up_while_the_store_was_away() {
        String id = queued("hello");
        making.otherwise.add(
                () -> {
                    context.takeAway("put");
                    return new OneRun(
                            Promise.<Boolean>promise().future(), () -> context.giveBack("put"));
                });
        serve();
        assertMadeOnce(id);
    }

    @Test
    void should_end_the_stream_of_a_lost_node_when_the_store_was_away_at_that_moment() {
        JsonObject response = response("in_progress");
        ResponseStore lost = open(Duration.ofDays(30));
        loop.call(
                () ->
                        lost.begin(
                                begun(
                                        response,
                                        Optional.empty(),
                                        "{\"stream\":true}",
                                        item("hello"))));
        context.failNext("updateAll");
        serve();
        assertEndsWith("response.failed", response.getString("id"));
    }

    @Test
    void should_end_what_can_not_be_read_and_make_the_rest() {
        String unreadable = queued("x".repeat(2 * LongTexts.INLINE));
        String id = queued("hello");
        loop.call(
                () ->
                        context.documents()
                                .collection(CollectionSpec.of("pieces", Index.expiry("expires_at")))
                                .deleteAll(Filter.all()));
        serve();
        assertMadeOnce(id);
        assertFalse(loop.call(() -> store.work().all()).toString().contains(unreadable));
    }
}
