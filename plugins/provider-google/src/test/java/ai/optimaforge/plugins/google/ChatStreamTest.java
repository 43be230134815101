// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.testing.Reading;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.SseReply;
import ai.optimaforge.testing.upstream.ToolCall;
import ai.optimaforge.testing.upstream.google.GeminiReply;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

class ChatStreamTest extends ProviderTest {
    private static List<JsonObject> choices(List<JsonObject> chunks) {
        return chunks.stream()
                .map(chunk -> chunk.getJsonArray("choices"))
                .filter(choices -> !choices.isEmpty())
                .map(choices -> choices.getJsonObject(0))
                .toList();
    }

    private static List<JsonObject> deltas(List<JsonObject> chunks) {
        return choices(chunks).stream().map(choice -> choice.getJsonObject("delta")).toList();
    }

    private static String joined(List<JsonObject> chunks, String member) {
        return deltas(chunks).stream()
                .map(delta -> delta.getString(member))
                .filter(Objects::nonNull)
                .collect(Collectors.joining());
    }

    private static List<String> finishes(List<JsonObject> chunks) {
        return choices(chunks).stream()
                .map(choice -> choice.getString("finish_reason"))
                .filter(Objects::nonNull)
                .toList();
    }

    @Test
    void should_be_chunks_when_the_model_speaks_bit_by_bit() {
        List<JsonObject> chunks = chunks(GeminiReply.of("Hel", "lo", "!"));
        assertEquals("Hello!", joined(chunks, "content"));
        assertEquals(List.of("stop"), finishes(chunks));
        assertEquals("assistant", deltas(chunks).getFirst().getString("role"));
        assertEquals("assistant", joined(chunks, "role"));
        assertEquals(5, chunks.size());
        for (JsonObject chunk : chunks) {
            assertEquals("chat.completion.chunk", chunk.getString("object"));
            assertEquals(chunks.getFirst().getString("id"), chunk.getString("id"));
            assertEquals("gemini-2.5-flash", chunk.getString("model"));
            assertEquals(chunks.getFirst().getLong("created"), chunk.getLong("created"));
        }
        assertEquals(
                "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
                upstream.nextRequest(SOON).target());
    }

    @Test
    void should_account_once_at_the_end_with_what_google_said_last() {
        List<JsonObject> chunks = chunks(GeminiReply.of("a", "b").thinking("Hm."));
        JsonObject last = chunks.getLast();
        assertEquals(new JsonArray(), last.getJsonArray("choices"));
        assertEquals(19, last.getJsonObject("usage").getInteger("completion_tokens"));
        assertEquals(1, chunks.stream().filter(chunk -> chunk.containsKey("usage")).count());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void should_read_events_when_the_network_splits_them_anywhere(int size) {
        var reply =
                GeminiReply.of("ä", "😀")
                        .whenStreamed(stream -> stream.inWritesOf(Duration.ZERO, size));
        assertEquals("ä😀", joined(chunks(reply), "content"));
    }

    @Test
    void should_keep_thoughts_and_signatures_when_the_model_tells_them() {
        List<JsonObject> chunks =
                chunks(
                        GeminiReply.ofParts(JsonObject.of("text", "a"), JsonObject.of("text", ""))
                                .thinking("Hm. ", "Ah.")
                                .signed("c2ln"));
        assertEquals("Hm. Ah.", joined(chunks, "reasoning_content"));
        assertEquals("a", joined(chunks, "content"));
        assertEquals(
                List.of("c2ln"),
                deltas(chunks).stream()
                        .filter(delta -> delta.containsKey("extra_content"))
                        .map(
                                delta ->
                                        delta.getJsonObject("extra_content")
                                                .getJsonObject("google")
                                                .getString("thought_signature"))
                        .toList());
    }

    @Test
    void should_be_one_delta_a_call_when_the_model_calls_functions() {
        List<JsonObject> chunks =
                chunks(
                        GeminiReply.calling(
                                        ToolCall.of("", "f", "{\"a\":1}"),
                                        ToolCall.of("", "f", "{\"a\":2}"))
                                .signed("c2ln"));
        List<JsonObject> calls =
                deltas(chunks).stream()
                        .filter(delta -> delta.containsKey("tool_calls"))
                        .map(delta -> delta.getJsonArray("tool_calls").getJsonObject(0))
                        .toList();
        assertEquals(List.of(0, 1), calls.stream().map(call -> call.getInteger("index")).toList());
        assertEquals(2, calls.stream().map(call -> call.getString("id")).distinct().count());
        assertEquals(
                JsonObject.of("name", "f", "arguments", "{\"a\":2}"),
                calls.getLast().getJsonObject("function"));
        assertTrue(calls.getFirst().containsKey("extra_content"));
        assertFalse(calls.getLast().containsKey("extra_content"));
        assertEquals(List.of("tool_calls"), finishes(chunks));
    }

    @Test
    void should_have_several_choices_when_several_are_asked_for() {
        List<JsonObject> chunks = chunks(chat(HELLO, "\"n\":2"), GeminiReply.of("a", "b"));
        assertEquals(List.of("stop", "stop"), finishes(chunks));
        assertEquals("aabb", joined(chunks, "content"));
        assertEquals(
                List.of(0, 1, 0, 0, 1, 1),
                choices(chunks).stream().map(choice -> choice.getInteger("index")).toList());
    }

    @Test
    void should_refuse_when_prompt_or_answer_was_blocked() {
        List<JsonObject> prompt = chunks(GeminiReply.blocked("SAFETY"));
        assertEquals("The prompt was blocked by Google: SAFETY.", joined(prompt, "refusal"));
        assertEquals(List.of("content_filter"), finishes(prompt));
        List<JsonObject> answer = chunks(GeminiReply.ofParts().finishReason("SPII"));
        assertEquals("The answer was blocked by Google: SPII.", joined(answer, "refusal"));
        assertEquals(List.of("content_filter"), finishes(answer));
    }

    @Test
    void should_keep_what_was_said_when_the_rest_was_blocked_or_cut() {
        List<JsonObject> blocked = chunks(GeminiReply.of("a", "b").finishReason("SAFETY"));
        assertEquals("ab", joined(blocked, "content"));
        assertEquals("", joined(blocked, "refusal"));
        assertEquals(List.of("content_filter"), finishes(blocked));
        assertEquals(
                List.of("length"),
                finishes(chunks(GeminiReply.of("a").finishReason("MAX_TOKENS"))));
    }

    @Test
    void should_fail_when_the_model_made_a_mess_of_its_answer() {
        UpstreamException failure =
                streamFailureAfter(GeminiReply.ofParts().finishReason("MALFORMED_FUNCTION_CALL"));
        assertEquals(502, failure.status());
    }

    @Test
    void should_fail_as_hung_up_when_the_stream_ends_unfinished() {
        UpstreamException failure = streamFailureAfter(SseReply.ofData(event("a"), event("b")));
        assertEquals(Failure.HUNG_UP, failure.failure());
        assertEquals("its stream ended before the answer was finished", failure.message());
        assertEquals(Failure.HUNG_UP, streamFailureAfter(SseReply.ofFrames(List.of())).failure());
    }

    @Test
    void should_fail_as_garbled_when_an_event_or_the_answer_is_none() {
        assertEquals(
                Failure.GARBLED,
                streamFailureAfter(SseReply.ofData(event("a"), "{\"a\":")).failure());
        assertEquals(
                Failure.GARBLED,
                streamFailureAfter(HttpReply.ok().header("Content-Type", "text/html").body("<p>"))
                        .failure());
    }

    @Test
    void should_time_out_when_the_stream_falls_silent() {
        var silent = GeminiReply.of("a", "b").whenStreamed(stream -> stream.stallAfter(1));
        upstream.next(silent);
        var impatient = create(TestConfig.impatient(upstream.origin()));
        UpstreamException failure =
                loop.failure(() -> impatient.streamChat(chat(HELLO), call).compose(Reading::all));
        assertEquals(Failure.IDLE_TIMEOUT, failure.failure());
        upstream.awaitAbort(ABORT);
    }

    @Test
    void should_abort_the_upstream_when_the_stream_is_given_up() {
        upstream.next(SseReply.endless(event("a")).every(Duration.ofMillis(10)));
        CancellableStream<ChatChunk> stream =
                loop.call(() -> provider.streamChat(chat(HELLO), call));
        loop.run(stream::cancel);
        upstream.awaitAbort(ABORT);
    }

    @Test
    void should_refuse_before_a_stream_when_a_field_is_wrong() {
        var failure = refused(() -> provider.streamChat(chat(HELLO, "\"n\":\"two\""), call));
        assertEquals("n", failure.param().orElseThrow());
    }
}
