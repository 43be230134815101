// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.SseReply;
import ai.optimaforge.testing.upstream.ToolCall;
import ai.optimaforge.testing.upstream.anthropic.AnthropicWire;
import ai.optimaforge.testing.upstream.anthropic.MessageReply;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

class ChatStreamTest extends ProviderTest {
    /// What the choices of a stream say, one after the other.
    private static JsonArray deltas(List<JsonObject> chunks) {
        JsonArray deltas = new JsonArray();
        for (JsonObject chunk : chunks) {
            for (Object choice : chunk.getJsonArray("choices")) {
                deltas.add(((JsonObject) choice).getJsonObject("delta"));
            }
        }
        return deltas;
    }

    private static String finish(List<JsonObject> chunks) {
        JsonObject last = chunks.get(chunks.size() - 2);
        return last.getJsonArray("choices").getJsonObject(0).getString("finish_reason");
    }

    @Test
    void should_stream_text_as_it_comes() {
        var chunks = chunksAfter(MessageReply.of("Hel", "l\n\"ö").id("msg_1").usage(10, 5));
        assertEquals(
                Json.array(
                        "[{'role':'assistant','content':''},{'content':'Hel'},"
                                + "{'content':'l\\n\\'ö'},{}]"),
                deltas(chunks));
        assertEquals("stop", finish(chunks));
        for (JsonObject chunk : chunks) {
            assertEquals("msg_1", chunk.getString("id"));
            assertEquals("chat.completion.chunk", chunk.getString("object"));
            assertEquals("fake-chat", chunk.getString("model"));
            assertEquals(chunks.getFirst().getLong("created"), chunk.getLong("created"));
        }
        JsonObject usage = chunks.getLast();
        assertTrue(usage.getJsonArray("choices").isEmpty());
        assertEquals(10, usage.getJsonObject("usage").getInteger("prompt_tokens"));
        assertEquals(15, usage.getJsonObject("usage").getInteger("total_tokens"));
        assertTrue(sent().getBoolean("stream"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void should_read_events_when_the_network_splits_them_anywhere(int size) {
        var reply =
                MessageReply.of("Hel", "lo")
                        .whenStreamed(stream -> stream.inWritesOf(Duration.ZERO, size));
        assertEquals(5, chunksAfter(reply).size());
    }

    @Test
    void should_stream_calls_in_fragments_when_the_model_makes_some() {
        var chunks =
                chunksAfter(
                        MessageReply.empty()
                                .text("so")
                                .toolUse(ToolCall.of("t1", "f", "", "{\"a\":", "1}"))
                                .toolUse(ToolCall.of("t2", "g")));
        assertEquals(
                Json.array(
                        "[{'role':'assistant','content':''},{'content':'so'},"
                            + "{'tool_calls':[{'index':0,'id':'t1','type':'function',"
                            + "'function':{'name':'f','arguments':''}}]},"
                            + "{'tool_calls':[{'index':0,'function':{'arguments':'{\\'a\\':'}}]},"
                            + "{'tool_calls':[{'index':0,'function':{'arguments':'1}'}}]},"
                            + "{'tool_calls':[{'index':1,'id':'t2','type':'function',"
                            + "'function':{'name':'g','arguments':''}}]},"
                            + "{'tool_calls':[{'index':1,'function':{'arguments':'{}'}}]},{}]"),
                deltas(chunks));
        assertEquals("tool_calls", finish(chunks));
    }

    @Test
    void should_stream_thoughts_and_sign_them_at_their_end() {
        var chunks =
                chunksAfter(
                        MessageReply.empty().thinking("a", "b").redactedThinking("xyz").text("7"));
        assertEquals(
                Json.array(
                        "[{'role':'assistant','content':''},{'reasoning_content':'a'},"
                                + "{'reasoning_content':'b'},"
                                + "{'thinking_blocks':[{'type':'thinking','thinking':'ab',"
                                + "'signature':'"
                                + AnthropicWire.signature("ab")
                                + "'}]},"
                                + "{'thinking_blocks':[{'type':'redacted_thinking','data':'xyz'}]},"
                                + "{'content':'7'},{}]"),
                deltas(chunks));
    }

    @Test
    void should_stream_a_tools_input_as_content_when_the_answer_has_a_shape() {
        upstream.next(MessageReply.calling(ToolCall.of("t", "json_answer", "{\"a\"", ":1}")));
        var chunks =
                chunks(
                        chat(
                                "{'model':'m','response_format':{'type':'json_object'},"
                                        + "'messages':[{'role':'user','content':'hi'}]}"));
        assertEquals(
                Json.array(
                        "[{'role':'assistant','content':''},{'content':'{\\'a\\''},"
                                + "{'content':':1}'},{}]"),
                deltas(chunks));
        assertEquals("stop", finish(chunks));
    }

    @Test
    void should_say_why_when_the_model_refuses() {
        var chunks = chunksAfter(MessageReply.of("As").refusing("Not that."));
        assertEquals(
                Json.array(
                        "[{'role':'assistant','content':''},{'content':'As'},"
                                + "{'refusal':'Not that.'},{}]"),
                deltas(chunks));
        assertEquals("content_filter", finish(chunks));
    }

    @Test
    void should_tell_usage_of_the_cache_when_the_start_tells_it() {
        var usage =
                chunksAfter(MessageReply.of("x").usage(10, 50).cache(100, 7).thinkingTokens(20))
                        .getLast()
                        .getJsonObject("usage");
        assertEquals(117, usage.getInteger("prompt_tokens"));
        assertEquals(50, usage.getInteger("completion_tokens"));
        assertEquals(100, usage.getJsonObject("prompt_tokens_details").getInteger("cached_tokens"));
        assertEquals(
                20,
                usage.getJsonObject("completion_tokens_details").getInteger("reasoning_tokens"));
    }

    @Test
    void should_fail_with_the_status_when_the_stream_holds_an_error() {
        UpstreamException failure =
                streamFailureAfter(
                        MessageReply.of("a", "b")
                                .failingAfter(4, "overloaded_error", "Overloaded"));
        assertEquals(Failure.ANSWERED, failure.failure());
        assertEquals(529, failure.status());
        assertEquals("Overloaded", failure.message());
    }

    @Test
    void should_fail_before_the_stream_when_the_upstream_refuses() {
        UpstreamException failure =
                streamFailureAfter(
                        AnthropicWire.error(529, "Overloaded").header("Retry-After", "3"));
        assertEquals(529, failure.status());
        assertEquals(Duration.ofSeconds(3), failure.retryAfter().orElseThrow());
    }

    @Test
    void should_fail_as_hung_up_when_the_stream_ends_unfinished() {
        for (var reply :
                List.of(
                        MessageReply.of("a").whenStreamed(s -> s.closeAfter(4)),
                        MessageReply.of("a").whenStreamed(s -> s.resetAfter(4)))) {
            assertEquals(Failure.HUNG_UP, streamFailureAfter(reply).failure());
        }
        var cut =
                SseReply.ofFrames(
                        List.of(Streams.start(), Streams.textStart(), Streams.textDelta("a")));
        assertEquals(Failure.HUNG_UP, streamFailureAfter(cut).failure());
    }

    @Test
    void should_end_without_message_stop_when_the_model_had_finished() {
        String finished =
                Streams.event(
                        "message_delta",
                        "{'type':'message_delta','delta':{'stop_reason':'end_turn'},"
                                + "'usage':{'output_tokens':5}}");
        var chunks = chunksAfter(SseReply.ofFrames(List.of(Streams.start(), finished)));
        assertEquals("stop", finish(chunks));
        assertEquals(8, chunks.getLast().getJsonObject("usage").getInteger("total_tokens"));
    }

    @Test
    void should_fail_as_garbled_when_it_is_no_stream_of_a_message() {
        for (var reply :
                List.of(
                        SseReply.ofFrames(List.of("data: {\"a\":\n\n")),
                        SseReply.ofFrames(List.of(Streams.textStart(), Streams.textDelta("a"))),
                        SseReply.ofFrames(
                                List.of(
                                        Streams.start(),
                                        Streams.event("x", "{'type':'content_block_stop'}"))))) {
            assertEquals(Failure.GARBLED, streamFailureAfter(reply).failure());
        }
        var whole = HttpReply.ok().body("{}");
        assertEquals(Failure.GARBLED, streamFailureAfter(whole).failure());
        var busy =
                HttpReply.ok()
                        .body(
                                Json.of(
                                        "{'type':'error','error':"
                                                + "{'type':'rate_limit_error','message':'Slow'}}"));
        assertEquals(429, streamFailureAfter(busy).status());
    }

    @Test
    void should_time_out_when_the_stream_falls_silent() {
        var silent = MessageReply.of("a", "b").whenStreamed(stream -> stream.stallAfter(4));
        assertEquals(Failure.IDLE_TIMEOUT, streamFailureAfter(silent).failure());
        upstream.awaitAbort(ABORT);
    }
}
