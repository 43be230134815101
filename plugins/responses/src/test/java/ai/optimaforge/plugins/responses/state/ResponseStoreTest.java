// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.testing.EventLoop;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;

/// What is kept of responses, and continued.
class ResponseStoreTest extends OpenStore {
    /// One turn, and the id of its response.
    private String say(Optional<String> previous, String input, String output) {
        return loop.call(
                () ->
                        previous.map(id -> store.chain(id, USER).map(Optional::of))
                                .orElse(Future.succeededFuture(Optional.empty()))
                                .compose(history -> said(history, input, output)));
    }

    private Future<String> said(Optional<History> history, String input, String output) {
        JsonObject said = item(output);
        JsonObject response = response("completed", said);
        return store.begin(begun(response, history.map(History::place), "{}", item(input)))
                .compose(
                        recording ->
                                recording.finish(new ResponseSnapshot(response, List.of(said))))
                .map(done -> response.getString("id"));
    }

    private List<String> texts(String id) {
        return loop.call(() -> store.chain(id, USER)).items().stream()
                .map(item -> item.getString("text"))
                .toList();
    }

    @Test
    void should_read_a_chain_of_a_thousand_turns_with_one_read() {
        Optional<String> last = Optional.empty();
        for (int turn = 0; turn < 1000; turn++) {
            last = Optional.of(say(last, "question " + turn, "answer " + turn));
        }
        context.forgetCounts();
        List<String> texts = texts(last.orElseThrow());

        // the response itself, and its chain
        assertEquals(2, context.count("get"));
        assertEquals(0, context.count("find"));
        assertEquals(2000, texts.size());
        for (int turn = 0; turn < 1000; turn++) {
            assertEquals("question " + turn, texts.get(2 * turn));
            assertEquals("answer " + turn, texts.get(2 * turn + 1));
        }
        context.forgetCounts();
        say(last, "one more", "so be it");
        assertEquals(1, context.count("updateFirst"), "one turn is added to the chain");
        assertEquals(1, context.count("insert"), "and the response is written");
    }

    @Test
    void should_read_a_chain_of_many_megabytes_with_three_reads() {
        String large = "x".repeat(100_000);
        Optional<String> last = Optional.empty();
        for (int turn = 0; turn < 40; turn++) {
            last = Optional.of(say(last, turn + large, turn + "!"));
        }
        context.forgetCounts();
        List<String> texts = texts(last.orElseThrow());

        assertEquals(2, context.count("get"));
        assertEquals(1, context.count("find"));
        assertEquals(80, texts.size());
        for (int turn = 0; turn < 40; turn++) {
            assertEquals(turn + large, texts.get(2 * turn));
        }
    }

    @Test
    void should_keep_branches_apart_when_one_response_is_continued_twice() {
        String first = say(Optional.empty(), "1", "one");
        String left = say(Optional.of(first), "2l", "left");
        String right = say(Optional.of(first), "2r", "right");
        String farLeft = say(Optional.of(left), "3l", "far left");
        String farRight = say(Optional.of(right), "3r", "far right");
        String otherLeft = say(Optional.of(left), "3o", "other");

        assertEquals(List.of("1", "one", "2l", "left", "3l", "far left"), texts(farLeft));
        assertEquals(List.of("1", "one", "2r", "right", "3r", "far right"), texts(farRight));
        assertEquals(List.of("1", "one", "2l", "left", "3o", "other"), texts(otherLeft));
        assertEquals(List.of("1", "one"), texts(first));
    }

    @Test
    void should_keep_branches_apart_when_they_are_made_at_the_same_time() {
        String first = say(Optional.empty(), "1", "one");
        String second = say(Optional.of(first), "2", "two");
        List<Future<String>> branches = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int branch = i;
            branches.add(
                    loop.start(
                            () ->
                                    store.chain(branch % 2 == 0 ? first : second, USER)
                                            .compose(
                                                    history ->
                                                            said(
                                                                    Optional.of(history),
                                                                    "in " + branch,
                                                                    "out " + branch))));
        }
        for (int i = 0; i < 20; i++) {
            List<String> expected =
                    new ArrayList<>(
                            i % 2 == 0 ? List.of("1", "one") : List.of("1", "one", "2", "two"));
            expected.addAll(List.of("in " + i, "out " + i));
            assertEquals(expected, texts(EventLoop.await(branches.get(i))));
        }
    }

    @Test
    void should_leave_nothing_when_all_responses_of_a_chain_are_deleted() {
        String large = "x".repeat(600_000);
        String first = say(Optional.empty(), large, "one");
        String second = say(Optional.of(first), "2", "two");
        String third = say(Optional.of(second), "3", large);
        for (String id : List.of(second, first, third)) {
            loop.call(() -> store.delete(id, USER));
        }
        for (String collection : List.of("responses", "item_logs", "pieces")) {
            var spec = new CollectionSpec(collection, indexes(collection));
            assertEquals(
                    0,
                    loop.call(() -> context.documents().collection(spec).count(Filter.all())),
                    collection);
        }
    }

    private static List<Index> indexes(String collection) {
        List<Index> indexes = new ArrayList<>(List.of(Index.expiry("expires_at")));
        if (collection.equals("responses")) {
            indexes.add(Index.on("user", "item_ids"));
        }
        return indexes;
    }

    @Test
    void should_forget_a_response_when_its_time_is_over() throws InterruptedException {
        store = open(Duration.ofSeconds(1));
        String first = say(Optional.empty(), "1", "one");
        String second = say(Optional.of(first), "2", "two");
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < deadline && isThere(second)) {
            Thread.onSpinWait();
        }
        CompletionException gone =
                assertThrows(
                        CompletionException.class,
                        () -> loop.call(() -> store.chain(second, USER)));
        assertEquals(StateError.PREVIOUS_RESPONSE_NOT_FOUND, code(gone));
    }

    @Test
    void should_find_items_by_their_ids_for_their_user_only() {
        String first = say(Optional.empty(), "1", "one");
        String id = loop.call(() -> store.inputItems(first, USER)).getFirst().getString("id");

        var found = loop.call(() -> store.items(List.of(id), USER));
        assertEquals(Set.of(id), found.keySet());
        assertEquals(
                List.of("1"), found.values().stream().map(item -> item.getString("text")).toList());
        assertTrue(loop.call(() -> store.items(List.of(id), "stranger")).isEmpty());
    }

    @Test
    void should_read_a_response_once_and_search_nothing_when_the_id_of_an_item_carries_its_own() {
        say(Optional.empty(), "0", "zero");
        JsonObject response = response("completed");
        String id = ItemId.ofOutput("msg", response.getString("id"), 0);
        JsonObject item = new JsonObject().put("type", "message").put("id", id);
        Recording recording =
                loop.call(() -> store.begin(begun(response, Optional.empty(), "{}", item("1"))));
        loop.call(() -> recording.finish(new ResponseSnapshot(response, List.of(item))));
        context.forgetCounts();

        assertEquals(Map.of(id, item), loop.call(() -> store.items(List.of(id, id), USER)));
        assertEquals(1, context.count("get"));
        assertEquals(0, context.count("find"));
        assertEquals(Map.of(), loop.call(() -> store.items(List.of(id), "stranger")));
        String nothing = ItemId.ofOutput("msg", response.getString("id"), 1);
        assertEquals(Map.of(), loop.call(() -> store.items(List.of(nothing), USER)));
    }
}
