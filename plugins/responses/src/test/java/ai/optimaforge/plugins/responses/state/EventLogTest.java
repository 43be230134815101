// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.testing.EventLoop;
import ai.optimaforge.testing.Reading;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;

/// The events of responses, also while the store is away.
class EventLogTest extends OpenStore {
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
        Recording recording = streamed(response);
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
        serveWithoutRoom();
        JsonObject response = response("in_progress");
        String id = response.getString("id");
        Recording recording = streamed(response);
        context.failNext("updateAll");
        assertThrows(
                CompletionException.class,
                () -> loop.call(() -> recording.finish(completed(response))));

        List<Buffer> events = events(id);
        assertTrue(events.getLast().toString().startsWith("event: response.failed\n"));
        JsonObject failed = new JsonObject(loop.call(() -> store.get(id, USER)));
        assertEquals("failed", failed.getString("status"));
    }

    @Test
    void should_end_a_response_as_failed_when_nobody_was_told_that_it_was_begun() {
        serveWithoutRoom();
        JsonObject response = response("in_progress");
        String id = response.getString("id");
        Future<Void> lost = context.loseNextAnswer("responses", "insert");
        assertThrows(CompletionException.class, () -> streamed(response));
        EventLoop.await(lost);

        List<Buffer> events = events(id);
        assertTrue(events.getLast().toString().startsWith("event: response.failed\n"));
        JsonObject failed = new JsonObject(loop.call(() -> store.get(id, USER)));
        assertEquals("failed", failed.getString("status"));
    }

    @Test
    void should_say_that_events_are_missing_when_more_came_than_can_wait() {
        JsonObject response = response("in_progress");
        String id = response.getString("id");
        Recording recording = streamed(response);
        Buffer large = Buffer.buffer("data: \"" + "x".repeat(1024 * 1024) + "\"\n\n");
        loop.run(
                () -> {
                    for (int i = 0; i < 20; i++) {
                        recording.event(i, large);
                    }
                });
        loop.call(() -> recording.finish(completed(response)));

        CompletionException cut = assertThrows(CompletionException.class, () -> events(id));
        assertEquals(StateError.EVENTS_EXPIRED, code(cut));
        assertTrue(isThere(id), "the response itself is whole");
    }

    /// Looks after what is left, and makes nothing.
    private void serveWithoutRoom() {
        loop.run(
                () ->
                        store.serve(
                                0,
                                work -> {
                                    throw new AssertionError("there is no room for work");
                                }));
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
        List<Buffer> events = events(id);
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

        List<Buffer> events = events(id);
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
    void should_go_on_reading_when_the_store_is_away_for_a_moment() {
        JsonObject response = response("in_progress");
        Recording recording = streamed(response);
        loop.run(() -> recording.event(0, frame(0)));
        Future<Void> lost = context.loseNextAnswer("event_batches", "find");
        Future<List<Buffer>> reader =
                loop.start(
                        () ->
                                store.events(response.getString("id"), USER, OptionalLong.empty())
                                        .compose(Reading::all));
        EventLoop.await(lost);
        loop.call(() -> recording.finish(completed(response)));

        String read =
                String.join("", EventLoop.await(reader).stream().map(String::valueOf).toList());
        assertTrue(read.startsWith(frame(0) + "event: response.completed\n"), read);
    }

    @Test
    void should_tell_the_reader_when_the_store_stays_away() {
        JsonObject response = response("in_progress");
        streamed(response);
        context.takeAway("find");

        CompletionException away =
                assertThrows(CompletionException.class, () -> events(response.getString("id")));
        ForgeException failure = assertInstanceOf(ForgeException.class, away.getCause());
        assertEquals(CommonError.STORE_UNAVAILABLE, failure.errorCode());
    }

    @Test
    void should_keep_what_was_written_first_when_two_make_a_response() {
        EventWriter before = writer("resp_1");
        before.add(0, frame(0));
        loop.call(before::flush);
        EventWriter after = writer("resp_1");
        after.add(0, Buffer.buffer("data: another\n\n"));

        assertThrows(CompletionException.class, () -> loop.call(after::flush));

        after.add(1, Buffer.buffer("data: another\n\n"));
        loop.call(after::flush);
        assertEquals(
                List.of(frame(0).toString()), loop.call(() -> store.eventLog().read("resp_1", 0)));
    }

    private EventWriter writer(String response) {
        return store.eventLog().writer(response, 0);
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

        CompletionException cut = assertThrows(CompletionException.class, () -> events(id));
        assertEquals(StateError.EVENTS_EXPIRED, code(cut));
        assertTrue(String.valueOf(cut.getMessage()).contains("only the first 0"));
        assertTrue(isThere(id), "the response itself is whole");
    }
}
