// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.UpstreamException;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerMenderTest {
    private static ChatAnswer answer(String json) {
        return new ChatAnswer(JsonDocument.parse(Buffer.buffer(json.replace('\'', '"'))));
    }

    private static JsonObject mended(String json) {
        return AnswerMender.mend(answer(json), "asked").document().toJson();
    }

    /// An answer with one choice; mended.
    private static JsonObject choice(String json) {
        return mended("{'choices':[" + json + "]}").getJsonArray("choices").getJsonObject(0);
    }

    private static JsonObject message(String json) {
        return choice("{'message':" + json + "}").getJsonObject("message");
    }

    private static JsonObject call(String json) {
        return message("{'tool_calls':[" + json + "]}").getJsonArray("tool_calls").getJsonObject(0);
    }

    @Test
    void should_not_be_touched_when_it_is_right() {
        ChatAnswer right =
                answer(
                        """
                        {"id": "x", "object": "chat.completion", "created": 1, "model": "m",
                         "choices": [{"index": 0, "logprobs": null, "finish_reason": "stop",
                           "message": {"role": "assistant", "content": "1.0", "refusal": null}}],
                         "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3,
                           "prompt_tokens_details": {}, "completion_tokens_details": {"x": 1e400}}}
                        """);
        assertSame(right.document(), AnswerMender.mend(right, "asked").document());
    }

    @Test
    void should_have_a_head_when_the_upstream_gave_none() {
        JsonObject mended = mended("{'choices':[],'x':1}");
        assertTrue(mended.getString("id").startsWith("chatcmpl-"));
        assertEquals("chat.completion", mended.getString("object"));
        assertEquals("asked", mended.getString("model"));
        assertTrue(mended.getLong("created") > 1_700_000_000);
        assertEquals(1, mended.getInteger("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'choices':null}", "{'choices':{}}", "{'error':'no'}"})
    void should_be_a_failure_when_it_has_no_choices(String json) {
        assertThrows(UpstreamException.class, () -> mended(json));
    }

    @Test
    void should_number_the_choices_when_the_upstream_did_not() {
        var choices = mended("{'choices':[{},{},{}]}").getJsonArray("choices");
        for (int i = 0; i < 3; i++) {
            assertEquals(i, choices.getJsonObject(i).getInteger("index"));
        }
    }

    @Test
    void should_have_all_keys_when_a_message_lacks_them() {
        JsonObject message = message("{'tool_calls':[]}");
        assertEquals("assistant", message.getString("role"));
        assertTrue(message.containsKey("content"));
        assertTrue(message.containsKey("refusal"));
        assertFalse(message.containsKey("tool_calls"));
        assertFalse(message("{'tool_calls':null}").containsKey("tool_calls"));
        assertTrue(choice("{'message':{}}").containsKey("logprobs"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'message':{},'finish_reason':'stop'} | stop",
                "{'message':{},'finish_reason':'MAX_TOKENS'} | length",
                "{'message':{},'finish_reason':null} | stop",
                "{'message':{}} | stop",
                "{'message':{'tool_calls':[{}]}} | tool_calls",
                "{'message':{'tool_calls':[{}]},'finish_reason':''} | tool_calls",
                "{'message':{'tool_calls':[]}} | stop",
                "{'message':{'tool_calls':[{}]},'finish_reason':'tool_use'} | tool_calls",
            })
    void should_have_a_finish_reason_of_openais_when_it_is_mended(String json, String reason) {
        assertEquals(reason, choice(json).getString("finish_reason"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'function':{'name':'f','arguments':{'a': 1.0}}} | {'a': 1.0}",
                "{'function':{'name':'f','arguments':''}} | {}",
                "{'function':{'name':'f','arguments':null}} | {}",
                "{'function':{'name':'f'}} | {}",
                "{'function':{'name':'f','arguments':'{}'}} | {}",
            })
    void should_have_arguments_as_text_when_it_is_mended(String json, String arguments) {
        JsonObject call = call(json);
        assertEquals(
                arguments.replace('\'', '"'),
                call.getJsonObject("function").getString("arguments"));
        assertTrue(call.getString("id").startsWith("call_"));
        assertEquals("function", call.getString("type"));
    }

    @Test
    void should_keep_the_id_of_a_call_when_it_has_one() {
        assertEquals("c1", call("{'id':'c1','type':'custom'}").getString("id"));
        assertEquals("custom", call("{'id':'c1','type':'custom'}").getString("type"));
    }

    @Test
    void should_have_no_usage_when_the_upstream_tells_none() {
        assertNull(mended("{'choices':[]}").getValue("usage"));
    }
}
