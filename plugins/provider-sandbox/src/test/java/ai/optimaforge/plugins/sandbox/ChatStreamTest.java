// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.testing.EventLoop;
import ai.optimaforge.testing.Reading;
import ai.optimaforge.testing.TestCall;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

class ChatStreamTest extends SandboxTest {
    private static JsonObject choiceIn(JsonObject chunk) {
        return chunk.getJsonArray("choices").getJsonObject(0);
    }

    private static String text(List<JsonObject> chunks) {
        return chunks.stream()
                .map(chunk -> choiceIn(chunk).getJsonObject("delta").getString("content"))
                .filter(Objects::nonNull)
                .collect(Collectors.joining());
    }

    @Test
    void should_stream_the_whole_answer_word_by_word() {
        List<JsonObject> chunks = chunks(saying("a  b"));
        assertEquals(content(saying("a  b")), text(chunks));
        assertEquals(2 + 11, chunks.size());
        assertEquals(
                "assistant", choiceIn(chunks.getFirst()).getJsonObject("delta").getString("role"));
        assertEquals("stop", choiceIn(chunks.getLast()).getString("finish_reason"));
        assertFalse(chunks.getLast().containsKey("usage"));
    }

    @Test
    void should_end_with_usage_when_it_is_asked_for() {
        JsonObject options = new JsonObject().put("include_usage", true);
        List<JsonObject> chunks = chunks(saying("hi").put("stream_options", options));
        assertTrue(chunks.getLast().getJsonArray("choices").isEmpty());
        assertEquals(
                whole(saying("hi")).getJsonObject("usage"),
                chunks.getLast().getJsonObject("usage"));
        assertTrue(chunks.getFirst().containsKey("usage"));
        assertNull(chunks.getFirst().getValue("usage"));
    }

    @Test
    void should_interleave_choices_when_there_are_several() {
        List<JsonObject> chunks = chunks(saying("hi").put("n", 2));
        for (int index = 0; index < 2; index++) {
            int wanted = index;
            var own =
                    chunks.stream().filter(c -> choiceIn(c).getInteger("index") == wanted).toList();
            assertEquals(content(saying("hi")), text(own));
            assertEquals("stop", choiceIn(own.getLast()).getString("finish_reason"));
        }
    }

    @Test
    void should_stream_calls_in_fragments_when_tools_are_called() {
        List<JsonObject> chunks = chunks(saying("/call f {\"a\":\"b c\"}\n/call g"));
        var calls =
                chunks.stream()
                        .map(
                                chunk ->
                                        choiceIn(chunk)
                                                .getJsonObject("delta")
                                                .getJsonArray("tool_calls"))
                        .filter(Objects::nonNull)
                        .map(array -> array.getJsonObject(0))
                        .toList();
        assertEquals("f", calls.getFirst().getJsonObject("function").getString("name"));
        assertFalse(calls.get(1).containsKey("id"));
        String arguments =
                calls.stream()
                        .filter(call -> call.getInteger("index") == 0)
                        .map(call -> call.getJsonObject("function").getString("arguments"))
                        .collect(Collectors.joining());
        assertEquals("{\"a\":\"b c\"}", arguments);
        assertEquals("tool_calls", choiceIn(chunks.getLast()).getString("finish_reason"));
    }

    @Test
    void should_hang_up_after_so_many_chunks_when_the_message_asks_for_it() {
        Reading<ChatChunk> reading = read("/die 3", new TestCall());
        assertEquals(Failure.HUNG_UP, EventLoop.failureOf(reading.end()).failure());
        assertEquals(3, reading.items().size());
    }

    @Test
    void should_fall_silent_after_so_many_chunks_when_the_message_asks_for_it() throws Exception {
        TestCall call = new TestCall();
        Reading<ChatChunk> reading = read("/stall 3", call);
        Thread.sleep(50);
        assertEquals(3, reading.items().size());
        loop.run(call::cancel);
        assertEquals(Failure.HUNG_UP, EventLoop.failureOf(reading.end()).failure());
    }

    @Test
    void should_wait_between_chunks_when_the_message_asks_for_it() {
        long before = System.nanoTime();
        int count = chunks(saying("/delay 10\nhi")).size();
        assertTrue(System.nanoTime() - before >= (count - 1) * 9_000_000L);
    }

    @Test
    void should_produce_no_more_than_is_asked_for_when_the_reader_pauses() throws Exception {
        CancellableStream<ChatChunk> stream = stream(saying("/repeat 1000 la"), new TestCall());
        Reading<ChatChunk> reading = new Reading<>(stream);
        loop.run(() -> stream.fetch(5));
        Thread.sleep(50);
        assertEquals(5, reading.items().size());
        loop.run(stream::resume);
        assertEquals(1000 + 7 + 2, EventLoop.await(reading.end()).size());
    }

    @Test
    void should_stop_when_the_call_is_cancelled() throws Exception {
        TestCall call = new TestCall();
        Reading<ChatChunk> reading = read("/delay 5\n/repeat 1000 la", call);
        loop.run(call::cancel);
        assertEquals(Failure.HUNG_UP, EventLoop.failureOf(reading.end()).failure());
        int before = reading.items().size();
        Thread.sleep(50);
        assertEquals(before, reading.items().size());
    }

    @Test
    void should_fail_before_the_stream_when_the_message_asks_for_it() {
        var failure =
                loop.failure(
                        () -> provider.streamChat(request(saying("/fail 429")), new TestCall()));
        assertEquals(429, failure.status());
    }

    private Reading<ChatChunk> read(String text, TestCall call) {
        return loop.call(
                () -> provider.streamChat(request(saying(text)), call).map(Reading::started));
    }
}
