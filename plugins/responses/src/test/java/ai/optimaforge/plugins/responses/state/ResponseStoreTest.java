// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.TimeOrderedId;
import ai.optimaforge.testing.EventLoop;
import ai.optimaforge.testing.Reading;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionException;

class ResponseStoreTest {
    private static final String USER = Caller.platform().userId();

    @TempDir private Path directory;

    private final EventLoop loop = new EventLoop();
    private StoreContext context;
    private ResponseStore store;

    @BeforeEach
    void open() throws IOException {
        context = new StoreContext(loop.vertx(), directory);
        store = open(Duration.ofDays(30));
    }

    private ResponseStore open(Duration retention) {
        return loop.call(
                () ->
                        Future.succeededFuture(
                                ResponseStore.open(
                                        context, new Retention(retention, Duration.ofDays(1)))));
    }

    @AfterEach
    void close() {
        context.close();
        loop.close();
    }

    private static JsonObject item(String text) {
        return new JsonObject().put("id", TimeOrderedId.next("msg")).put("text", text);
    }

    private static JsonObject response(String status, JsonObject... output) {
        return new JsonObject()
                .put("id", TimeOrderedId.next("resp"))
                .put("status", status)
                .put("output", new JsonArray(List.of(output)));
    }

    private static NewResponse begun(
            JsonObject response, Optional<Place> history, String request, JsonObject input) {
        return new NewResponse(
                response,
                List.of(input),
                history,
                Caller.platform(),
                JsonDocument.parse(Buffer.buffer(request)));
    }

    private static ResponseSnapshot completed(JsonObject response) {
        return new ResponseSnapshot(response.copy().put("status", "completed"), List.of());
    }

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

    private static StateError code(CompletionException thrown) {
        ForgeException failure = assertInstanceOf(ForgeException.class, thrown.getCause());
        return assertInstanceOf(StateError.class, failure.errorCode());
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

    private boolean isThere(String id) {
        return loop.call(() -> store.get(id, USER).map(true).otherwise(false));
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

    private static Buffer frame(long sequence) {
        return Buffer.buffer(
                "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\","
                        + "\"sequence_number\":"
                        + sequence
                        + "}\n\n");
    }

    @Test
    void should_give_each_event_once_whoever_reads_when() {
        JsonObject response = response("in_progress");
        String id = response.getString("id");
        Recording recording =
                loop.call(
                        () ->
                                store.begin(
                                        begun(
                                                response,
                                                Optional.empty(),
                                                "{\"stream\":true}",
                                                item("1"))));
        List<Future<List<Buffer>>> readers = new ArrayList<>();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            int sequence = i;
            loop.run(() -> recording.event(sequence, frame(sequence)));
            all.append(frame(sequence));
            if (i % 100 == 0) {
                OptionalLong after = i < 50 ? OptionalLong.empty() : OptionalLong.of(i - 50);
                readers.add(
                        loop.start(
                                () ->
                                        store.events(id, USER, after)
                                                .compose(
                                                        events ->
                                                                isQuick(sequence)
                                                                        ? Reading.all(events)
                                                                        : Reading.oneByOne(
                                                                                events))));
            }
        }
        JsonObject completed = response.copy().put("status", "completed");
        loop.call(() -> recording.finish(new ResponseSnapshot(completed, List.of())));
        for (int reader = 0; reader < readers.size(); reader++) {
            int from = reader == 0 ? 0 : reader * 100 - 49;
            StringBuilder read = new StringBuilder();
            EventLoop.await(readers.get(reader)).forEach(read::append);
            String expected = all.substring(all.indexOf(frame(from).toString()));
            assertEquals(expected, read.substring(0, expected.length()));
            assertEquals(
                    Frames.end("completed", 2000, completed.encode()) + Frames.DONE,
                    read.substring(expected.length()));
        }
    }

    private static boolean isQuick(int sequence) {
        return sequence % 200 == 0;
    }

    @Test
    void should_end_a_response_as_failed_when_its_end_could_not_be_written() {
        loop.run(
                () ->
                        store.serve(
                                0,
                                work -> {
                                    throw new AssertionError("there is no room for work");
                                }));
        JsonObject response = response("in_progress");
        String id = response.getString("id");
        Recording recording =
                loop.call(
                        () ->
                                store.begin(
                                        begun(
                                                response,
                                                Optional.empty(),
                                                "{\"stream\":true}",
                                                item("1"))));
        context.failNext("updateAll");
        assertThrows(
                CompletionException.class,
                () -> loop.call(() -> recording.finish(completed(response))));

        List<Buffer> events =
                loop.call(() -> store.events(id, USER, OptionalLong.empty()).compose(Reading::all));
        assertTrue(events.getLast().toString().startsWith("event: response.failed\n"));
        JsonObject failed = new JsonObject(loop.call(() -> store.get(id, USER)));
        assertEquals("failed", failed.getString("status"));
    }

    @Test
    void should_end_a_response_as_failed_when_nobody_was_told_that_it_was_begun() {
        loop.run(
                () ->
                        store.serve(
                                0,
                                work -> {
                                    throw new AssertionError("there is no room for work");
                                }));
        JsonObject response = response("in_progress");
        String id = response.getString("id");
        Future<Void> lost = context.loseNextAnswer("responses", "insert");
        assertThrows(CompletionException.class, () -> streamed(response));
        EventLoop.await(lost);

        List<Buffer> events =
                loop.call(() -> store.events(id, USER, OptionalLong.empty()).compose(Reading::all));
        assertTrue(events.getLast().toString().startsWith("event: response.failed\n"));
        JsonObject failed = new JsonObject(loop.call(() -> store.get(id, USER)));
        assertEquals("failed", failed.getString("status"));
    }

    @Test
    void should_say_that_events_are_missing_when_more_came_than_can_wait() {
        JsonObject response = response("in_progress");
        String id = response.getString("id");
        Recording recording =
                loop.call(
                        () ->
                                store.begin(
                                        begun(
                                                response,
                                                Optional.empty(),
                                                "{\"stream\":true}",
                                                item("1"))));
        Buffer large = Buffer.buffer("data: \"" + "x".repeat(1024 * 1024) + "\"\n\n");
        loop.run(
                () -> {
                    for (int i = 0; i < 20; i++) {
                        recording.event(i, large);
                    }
                });
        loop.call(() -> recording.finish(completed(response)));

        CompletionException cut =
                assertThrows(
                        CompletionException.class,
                        () ->
                                loop.call(
                                        () ->
                                                store.events(id, USER, OptionalLong.empty())
                                                        .compose(Reading::all)));
        assertEquals(StateError.EVENTS_EXPIRED, code(cut));
        assertTrue(isThere(id), "the response itself is whole");
    }

    /// Adds events until no more should come.
    private static int fill(Recording recording) {
        int count = 0;
        while (!recording.isFull()) {
            recording.event(count, frame(count));
            count++;
        }
        return count;
    }

    private Recording streamed(JsonObject response) {
        return loop.call(
                () ->
                        store.begin(
                                begun(response, Optional.empty(), "{\"stream\":true}", item("1"))));
    }

    @Test
    void should_let_who_makes_events_wait_and_lose_none_when_the_store_is_away_for_a_moment() {
        JsonObject response = response("in_progress");
        String id = response.getString("id");
        Recording recording = streamed(response);
        context.takeAway("insert");
        int count = loop.call(() -> Future.succeededFuture(fill(recording)));
        Promise<Void> drained = Promise.promise();
        loop.run(() -> recording.onDrain(drained::complete));
        assertFalse(drained.future().isComplete());
        context.giveBack("insert");
        EventLoop.await(drained.future());
        loop.call(() -> recording.finish(completed(response)));
        List<Buffer> events =
                loop.call(() -> store.events(id, USER, OptionalLong.empty()).compose(Reading::all));
        StringBuilder read = new StringBuilder();
        events.forEach(read::append);
        assertTrue(read.toString().contains(frame(count - 1).toString()));
    }

    @Test
    void should_lose_and_repeat_no_event_when_the_store_kept_some_and_could_not_say_so() {
        JsonObject response = response("in_progress");
        String id = response.getString("id");
        Recording recording = streamed(response);
        Future<Void> lost = context.loseNextAnswer("event_batches", "insert");
        loop.run(() -> recording.event(0, frame(0)));
        EventLoop.await(lost);
        loop.run(() -> recording.event(1, frame(1)));
        JsonObject completed = response.copy().put("status", "completed");
        loop.call(() -> recording.finish(new ResponseSnapshot(completed, List.of())));

        List<Buffer> events =
                loop.call(() -> store.events(id, USER, OptionalLong.empty()).compose(Reading::all));
        StringBuilder read = new StringBuilder();
        events.forEach(read::append);
        assertEquals(
                frame(0).toString()
                        + frame(1)
                        + Frames.end("completed", 2, completed.encode())
                        + Frames.DONE,
                read.toString());
    }

    @Test
    void should_let_who_makes_events_go_on_and_tell_readers_when_the_store_stays_away() {
        JsonObject response = response("in_progress");
        String id = response.getString("id");
        Recording recording = streamed(response);
        context.takeAway("insert");
        int count = loop.call(() -> Future.succeededFuture(fill(recording)));
        Promise<Void> drained = Promise.promise();
        loop.run(() -> recording.onDrain(drained::complete));
        EventLoop.await(drained.future());
        context.giveBack("insert");
        loop.run(() -> recording.event(count, frame(count)));
        loop.run(() -> assertFalse(recording.isFull()));
        loop.call(() -> recording.finish(completed(response)));

        CompletionException cut =
                assertThrows(
                        CompletionException.class,
                        () ->
                                loop.call(
                                        () ->
                                                store.events(id, USER, OptionalLong.empty())
                                                        .compose(Reading::all)));
        assertEquals(StateError.EVENTS_EXPIRED, code(cut));
        assertTrue(String.valueOf(cut.getMessage()).contains("only the first 0"));
        assertTrue(isThere(id), "the response itself is whole");
    }
}
