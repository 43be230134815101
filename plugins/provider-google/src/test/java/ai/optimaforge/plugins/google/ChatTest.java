// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.testing.EventLoop;
import ai.optimaforge.testing.upstream.Fault;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.ToolCall;
import ai.optimaforge.testing.upstream.google.GeminiReply;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTest extends ProviderTest {
    @Test
    void should_be_a_completion_when_the_model_answers() {
        JsonObject answer = answer(GeminiReply.of("Hel", "lo \"you\"\n"));
        assertEquals("chat.completion", answer.getString("object"));
        assertEquals("chatcmpl-fake-response", answer.getString("id"));
        assertEquals("gemini-2.5-flash", answer.getString("model"));
        assertTrue(answer.getLong("created") > 1_700_000_000L);
        assertEquals(
                JsonArray.of(
                        new JsonObject()
                                .put("index", 0)
                                .put(
                                        "message",
                                        new JsonObject()
                                                .put("role", "assistant")
                                                .put("content", "Hello \"you\"\n")
                                                .putNull("refusal"))
                                .putNull("logprobs")
                                .put("finish_reason", "stop")),
                answer.getJsonArray("choices"));
    }

    @Test
    void should_account_for_thoughts_and_what_was_cached() {
        JsonObject usage =
                answer(
                                GeminiReply.of("a")
                                        .usage("promptTokenCount", 100)
                                        .usage("toolUsePromptTokenCount", 10)
                                        .usage("cachedContentTokenCount", 40)
                                        .usage("candidatesTokenCount", 5)
                                        .usage("thoughtsTokenCount", 7))
                        .getJsonObject("usage");
        assertEquals(110, usage.getInteger("prompt_tokens"));
        assertEquals(12, usage.getInteger("completion_tokens"));
        assertEquals(122, usage.getInteger("total_tokens"));
        assertEquals(40, usage.getJsonObject("prompt_tokens_details").getInteger("cached_tokens"));
        assertEquals(
                7, usage.getJsonObject("completion_tokens_details").getInteger("reasoning_tokens"));
    }

    @Test
    void should_tell_no_usage_when_google_does_not() {
        var body = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}";
        JsonObject answer = answer(HttpReply.ok().body(body));
        assertFalse(answer.containsKey("usage"));
        assertEquals("gemini-2.5-flash", answer.getString("model"));
        assertTrue(answer.getString("id").startsWith("chatcmpl-"));
    }

    @Test
    void should_have_several_choices_when_several_are_asked_for() {
        JsonArray choices =
                answer(chat(HELLO, "\"n\":3"), GeminiReply.of("a")).getJsonArray("choices");
        assertEquals(3, choices.size());
        assertEquals(2, choices.getJsonObject(2).getInteger("index"));
        assertEquals("a", choices.getJsonObject(2).getJsonObject("message").getString("content"));
    }

    @Test
    void should_keep_thoughts_apart_when_the_model_tells_them() {
        JsonObject message = message(GeminiReply.of("a").thinking("Hm. ", "Ah.").signed("c2ln"));
        assertEquals("a", message.getString("content"));
        assertEquals("Hm. Ah.", message.getString("reasoning_content"));
        assertEquals(
                "c2ln",
                message.getJsonObject("extra_content")
                        .getJsonObject("google")
                        .getString("thought_signature"));
    }

    @Test
    void should_be_tool_calls_when_the_model_calls_functions() {
        JsonObject choice =
                choice(
                        GeminiReply.calling(
                                        ToolCall.of("c1", "f", "{\"a\":\"\\\"x\\\"\"}"),
                                        ToolCall.of("", "g", "{}"),
                                        ToolCall.of("", "g", "{}"))
                                .signed("c2ln"));
        assertEquals("tool_calls", choice.getString("finish_reason"));
        JsonObject message = choice.getJsonObject("message");
        assertTrue(message.containsKey("content"));
        assertNull(message.getString("content"));
        JsonArray calls = message.getJsonArray("tool_calls");
        assertEquals(
                new JsonObject()
                        .put("id", "c1")
                        .put("type", "function")
                        .put(
                                "function",
                                JsonObject.of("name", "f", "arguments", "{\"a\":\"\\\"x\\\"\"}"))
                        .put(
                                "extra_content",
                                JsonObject.of(
                                        "google", JsonObject.of("thought_signature", "c2ln"))),
                calls.getJsonObject(0));
        String made = calls.getJsonObject(1).getString("id");
        assertTrue(made.startsWith("call_"), made);
        assertNotEquals(made, calls.getJsonObject(2).getString("id"));
        assertEquals("{}", calls.getJsonObject(1).getJsonObject("function").getString("arguments"));
    }

    @Test
    void should_have_empty_arguments_when_a_call_has_none() {
        var part = JsonObject.of("functionCall", JsonObject.of("name", "f"));
        JsonObject call =
                message(GeminiReply.ofParts(JsonObject.of("text", "Well."), part))
                        .getJsonArray("tool_calls")
                        .getJsonObject(0);
        assertEquals("{}", call.getJsonObject("function").getString("arguments"));
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, stop",
        "MAX_TOKENS, length",
        "SAFETY, content_filter",
        "RECITATION, content_filter",
        "LANGUAGE, content_filter",
        "BLOCKLIST, content_filter",
        "PROHIBITED_CONTENT, content_filter",
        "SPII, content_filter",
        "IMAGE_SAFETY, content_filter",
        "MALFORMED_FUNCTION_CALL, stop",
        "OTHER, stop",
        "SOMETHING_NEW, stop",
    })
    void should_say_in_openais_words_why_the_model_stopped(String theirs, String ours) {
        JsonObject choice = choice(GeminiReply.of("a").finishReason(theirs));
        assertEquals(ours, choice.getString("finish_reason"));
        assertEquals("a", choice.getJsonObject("message").getString("content"));
        assertNull(choice.getJsonObject("message").getString("refusal"));
    }

    @Test
    void should_refuse_when_the_prompt_was_blocked() {
        JsonObject answer = answer(GeminiReply.blocked("PROHIBITED_CONTENT"));
        JsonObject choice = answer.getJsonArray("choices").getJsonObject(0);
        assertEquals("content_filter", choice.getString("finish_reason"));
        JsonObject message = choice.getJsonObject("message");
        assertNull(message.getString("content"));
        assertEquals(
                "The prompt was blocked by Google: PROHIBITED_CONTENT.",
                message.getString("refusal"));
        assertEquals(9, answer.getJsonObject("usage").getInteger("prompt_tokens"));
    }

    @Test
    void should_refuse_when_the_whole_answer_was_blocked() {
        JsonObject choice = choice(GeminiReply.ofParts().finishReason("SAFETY"));
        assertEquals("content_filter", choice.getString("finish_reason"));
        assertEquals(
                "The answer was blocked by Google: SAFETY.",
                choice.getJsonObject("message").getString("refusal"));
    }

    @Test
    void should_be_empty_when_the_model_says_nothing() {
        JsonObject choice = choice(GeminiReply.ofParts().finishReason("MAX_TOKENS"));
        assertEquals("length", choice.getString("finish_reason"));
        assertEquals("", choice.getJsonObject("message").getString("content"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MALFORMED_FUNCTION_CALL",
                "UNEXPECTED_TOOL_CALL",
                "MALFORMED_RESPONSE",
                "MISSING_THOUGHT_SIGNATURE"
            })
    void should_fail_when_the_model_made_a_mess_of_its_answer(String reason) {
        var reply = GeminiReply.ofParts().finishReason(reason).finishMessage("f(");
        UpstreamException failure = failureAfter(reply);
        assertEquals(502, failure.status());
        assertEquals("the model gave no answer: " + reason + ", f(", failure.message());
    }

    @Test
    void should_tell_how_likely_each_token_was() {
        var result =
                new JsonObject(
                        """
                        {"chosenCandidates":[{"token":"a","tokenId":1,"logProbability":-0.5},{"token":"b"}],
                         "topCandidates":[{"candidates":[{"token":"a","logProbability":-0.5},{"token":"\\"","logProbability":-2}]}]}
                        """);
        JsonArray tokens =
                choice(GeminiReply.of("ab").logprobs(result))
                        .getJsonObject("logprobs")
                        .getJsonArray("content");
        assertEquals(2, tokens.size());
        assertEquals("a", tokens.getJsonObject(0).getString("token"));
        assertEquals(-0.5, tokens.getJsonObject(0).getDouble("logprob"));
        assertEquals(
                "\"",
                tokens.getJsonObject(0)
                        .getJsonArray("top_logprobs")
                        .getJsonObject(1)
                        .getString("token"));
        assertEquals(0, tokens.getJsonObject(1).getDouble("logprob"));
        assertEquals(new JsonArray(), tokens.getJsonObject(1).getJsonArray("top_logprobs"));
    }

    @Test
    void should_abort_the_upstream_when_the_call_is_cancelled() {
        upstream.next(Fault.stall());
        Future<?> answer = loop.start(() -> provider.chat(chat(HELLO), call));
        var request = upstream.nextRequest(SOON);
        loop.run(call::cancel);
        request.awaitAbort(ABORT);
        assertEquals(Failure.HUNG_UP, EventLoop.failureOf(answer).failure());
    }
}
