// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.testing.TestCall;
import ai.optimaforge.testing.upstream.Fault;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.ToolCall;
import ai.optimaforge.testing.upstream.anthropic.AnthropicWire;
import ai.optimaforge.testing.upstream.anthropic.MessageReply;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;

class AnswerTest extends ProviderTest {
    private static JsonObject choice(JsonObject answer) {
        assertEquals(1, answer.getJsonArray("choices").size());
        return answer.getJsonArray("choices").getJsonObject(0);
    }

    private JsonObject messageAfter(Reply reply) {
        return choice(wholeAfter(reply)).getJsonObject("message");
    }

    @Test
    void should_be_a_completion_when_the_model_answers() {
        JsonObject answer = wholeAfter(MessageReply.of("Hel", "lo").id("msg_1").usage(10, 5));
        assertEquals("msg_1", answer.getString("id"));
        assertEquals("chat.completion", answer.getString("object"));
        assertEquals("fake-chat", answer.getString("model"));
        assertTrue(answer.getLong("created") > 1_700_000_000L);
        JsonObject choice = choice(answer);
        assertEquals("stop", choice.getString("finish_reason"));
        assertTrue(choice.containsKey("logprobs"));
        assertEquals(
                Json.object("{'role':'assistant','content':'Hello','refusal':null}"),
                choice.getJsonObject("message"));
        var request = upstream.nextRequest(SOON);
        assertEquals("POST /v1/messages", request.method() + " " + request.target());
        assertEquals("application/json", request.header("content-type"));
        assertEquals("2023-06-01", request.header("anthropic-version"));
        assertEquals(TestConfig.KEY, request.header("x-api-key"));
    }

    @Test
    void should_count_the_cache_into_the_prompt_when_it_was_read_or_written() {
        JsonObject usage =
                wholeAfter(MessageReply.of("x").usage(10, 50).cache(100, 7).thinkingTokens(20))
                        .getJsonObject("usage");
        assertEquals(117, usage.getInteger("prompt_tokens"));
        assertEquals(50, usage.getInteger("completion_tokens"));
        assertEquals(167, usage.getInteger("total_tokens"));
        JsonObject prompt = usage.getJsonObject("prompt_tokens_details");
        assertEquals(100, prompt.getInteger("cached_tokens"));
        assertEquals(7, prompt.getInteger("cache_write_tokens"));
        assertEquals(
                20,
                usage.getJsonObject("completion_tokens_details").getInteger("reasoning_tokens"));
    }

    @Test
    void should_carry_thoughts_and_what_signs_them_when_the_model_reasons() {
        JsonObject message =
                messageAfter(
                        MessageReply.empty()
                                .thinking("Let me", " see")
                                .redactedThinking("xyz")
                                .text("7"));
        assertEquals("7", message.getString("content"));
        assertEquals("Let me see", message.getString("reasoning_content"));
        assertEquals(
                Json.array(
                        "[{'type':'thinking','thinking':'Let me see','signature':'"
                                + AnthropicWire.signature("Let me see")
                                + "'},{'type':'redacted_thinking','data':'xyz'}]"),
                message.getJsonArray("thinking_blocks"));
    }

    @Test
    void should_call_tools_when_the_model_does() {
        upstream.next(
                MessageReply.empty()
                        .text("Looking")
                        .toolUse(ToolCall.of("toolu_1", "f", "{\"a\":\"é\\\"\"}"))
                        .toolUse(ToolCall.of("toolu_2", "g")));
        JsonObject choice = choice(whole(WHOLE));
        assertEquals("tool_calls", choice.getString("finish_reason"));
        JsonObject message = choice.getJsonObject("message");
        assertEquals("Looking", message.getString("content"));
        JsonObject first = message.getJsonArray("tool_calls").getJsonObject(0);
        assertEquals("toolu_1", first.getString("id"));
        assertEquals("function", first.getString("type"));
        assertEquals("f", first.getJsonObject("function").getString("name"));
        assertEquals("{\"a\":\"é\\\"\"}", first.getJsonObject("function").getString("arguments"));
        JsonObject second = message.getJsonArray("tool_calls").getJsonObject(1);
        assertEquals("{}", second.getJsonObject("function").getString("arguments"));
    }

    @Test
    void should_have_no_content_when_the_model_only_calls() {
        JsonObject message = messageAfter(MessageReply.calling(ToolCall.of("t", "f", "{}")));
        assertTrue(message.containsKey("content"));
        assertNull(message.getValue("content"));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, stop",
        "max_tokens, length",
        "model_context_window_exceeded, length",
        "pause_turn, stop",
        "refusal, content_filter",
        "something_new, stop",
    })
    void should_use_openais_word_when_the_model_stops(String theirs, String ours) {
        JsonObject answer = wholeAfter(MessageReply.of("x").stopReason(theirs));
        assertEquals(ours, choice(answer).getString("finish_reason"));
    }

    @Test
    void should_stop_when_a_stop_sequence_is_met() {
        JsonObject answer = wholeAfter(MessageReply.of("x").stopSequence("END"));
        assertEquals("stop", choice(answer).getString("finish_reason"));
    }

    @Test
    void should_say_why_when_the_model_refuses() {
        JsonObject refused = messageAfter(MessageReply.empty().refusing("Not that."));
        assertEquals("Not that.", refused.getString("refusal"));
        assertNull(refused.getValue("content"));
        JsonObject silent = messageAfter(MessageReply.of("As I").refusing(null));
        assertEquals("The model refused to answer.", silent.getString("refusal"));
        assertEquals("As I", silent.getString("content"));
    }

    @Test
    void should_make_a_tools_input_the_content_when_the_answer_has_a_shape() {
        upstream.next(
                MessageReply.calling(ToolCall.of("t", "json_answer", "{\"a\":", "[1,\"x\"]}")));
        JsonObject choice =
                choice(
                        whole(
                                chat(
                                        "{'model':'m','response_format':{'type':'json_object'},"
                                                + "'messages':[{'role':'user','content':'hi'}]}")));
        assertEquals("stop", choice.getString("finish_reason"));
        JsonObject message = choice.getJsonObject("message");
        assertEquals("{\"a\":[1,\"x\"]}", message.getString("content"));
        assertFalse(message.containsKey("tool_calls"));
    }

    @Test
    void should_survive_a_round_trip_when_thoughts_led_to_a_call() {
        String asked =
                "{'model':'fake-chat','reasoning_effort':'low',"
                        + "'tools':[{'type':'function','function':{'name':'f'}}],'messages':[";
        upstream.next(MessageReply.empty().thinking("hm").toolUse(ToolCall.of("t1", "f", "{}")));
        String user = "{'role':'user','content':'q'}";
        String said = choice(whole(chat(asked + user + "]}"))).getJsonObject("message").encode();
        upstream.next(MessageReply.of("done"));
        String result = Json.of(",{'role':'tool','tool_call_id':'t1','content':'r'}]}");
        JsonObject answer = whole(chat(Json.of(asked + user + ",") + said + result));
        assertEquals("done", choice(answer).getJsonObject("message").getString("content"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 413, 429, 500, 529})
    void should_tell_status_and_message_when_the_upstream_refuses(int status) {
        UpstreamException failure = failureAfter(AnthropicWire.error(status, "No, thanks."));
        assertEquals(Failure.ANSWERED, failure.failure());
        assertEquals(status, failure.status());
        assertEquals("No, thanks.", failure.message());
    }

    @Test
    void should_tell_when_to_try_again_when_the_upstream_is_busy() {
        UpstreamException failure =
                failureAfter(AnthropicWire.error(529, "Overloaded").header("Retry-After", "7"));
        assertEquals(529, failure.status());
        assertEquals(Optional.of(Duration.ofSeconds(7)), failure.retryAfter());
    }

    @Test
    void should_fail_as_answered_when_a_200_holds_an_error() {
        UpstreamException failure =
                failureAfter(
                        HttpReply.ok()
                                .body(
                                        Json.of(
                                                "{'type':'error','error':{'type':"
                                                    + "'overloaded_error','message':'Busy'}}")));
        assertEquals(529, failure.status());
        assertEquals("Busy", failure.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{\"content\":", "{}", "{\"content\":\"x\"}"})
    void should_fail_as_garbled_when_the_answer_is_no_message(String body) {
        assertEquals(Failure.GARBLED, failureAfter(HttpReply.ok().body(body)).failure());
    }

    @Test
    void should_fail_as_garbled_when_a_call_has_no_name() {
        var nameless = HttpReply.ok().body(Json.of("{'content':[{'type':'tool_use','id':'t'}]}"));
        assertEquals(Failure.GARBLED, failureAfter(nameless).failure());
    }

    @Test
    void should_time_out_or_hang_up_when_the_upstream_does() {
        assertEquals(Failure.FIRST_BYTE_TIMEOUT, failureAfter(Fault.stall()).failure());
        assertEquals(Failure.HUNG_UP, failureAfter(Fault.close()).failure());
    }

    @Test
    void should_call_nobody_when_the_request_can_not_be_translated() {
        CompletionException refused =
                Assertions.assertThrows(
                        CompletionException.class,
                        () ->
                                loop.call(
                                        () ->
                                                provider.chat(
                                                        chat(
                                                                "{'model':'m','n':2,'messages':[{'role':'user','content':'x'}]}"),
                                                        new TestCall())));
        var cause = Assertions.assertInstanceOf(ForgeException.class, refused.getCause());
        assertEquals(Optional.of("n"), cause.param());
        assertFalse(upstream.hasUnseen());
    }
}
