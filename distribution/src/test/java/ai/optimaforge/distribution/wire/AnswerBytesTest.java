// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.HttpReply;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A whole answer is the upstream's bytes, with an id of ours and `forge_metadata` at the end.
class AnswerBytesTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    private static final String REQUEST = "{\"model\":\"fake\",\"messages\":[{}]}";
    private static final String USAGE =
            "{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3,"
                    + "\"prompt_tokens_details\":{},\"completion_tokens_details\":{}}";
    private static final String METADATA = ",\"forge_metadata\":";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"x\":1",
                "\"x\" : [ 1e999 , -0.0, 123456789012345678901234567890123456789, 0.10 ]",
                "\"x\":{\"a\":1,\"a\":2},\"y\":\"\\ud800 \\u00e9 \\/ é 😀\"",
                "\"unread\":1,\"unread\":2,\n\t\"ключ\":null",
            })
    void should_give_the_upstreams_bytes_when_it_answers_whole(String extra) {
        String before =
                "{\"object\":\"chat.completion\", %s,\"created\":1 , \"model\":\"m-2026\",\"id\":\""
                        .formatted(extra);
        String after =
                "cmpl-1\",\"choices\":[{\"index\":0,"
                    + " \"message\":{\"role\":\"assistant\",\"content\":\"\\u00e9é\",\"refusal\":null,\"reasoning\":1e9},"
                    + "\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":"
                        + USAGE;
        ApiResponse answer = answer(before + after + "}");

        assertEquals(200, answer.status());
        String expected = before + "forge-" + after + METADATA;
        byte[] start = new byte[expected.getBytes(UTF_8).length];
        System.arraycopy(answer.body(), 0, start, 0, Math.min(start.length, answer.body().length));
        assertEquals(expected, new String(start, UTF_8));
        assertArrayEquals(expected.getBytes(UTF_8), start);
        assertTrue(answer.text().endsWith("}}"), answer.text());
    }

    @Test
    void should_tell_the_way_of_the_call_when_it_answers() {
        GATEWAY.answer(ChatReply.of("hi"));
        ApiResponse answer = GATEWAY.client().post(Gateway.CHAT, REQUEST);
        JsonObject metadata = answer.json().getJsonObject("forge_metadata");

        assertEquals("up", metadata.getString("provider"));
        assertTrue(metadata.getLong("routing_time_ms") >= 0);
        assertEquals("skipped", metadata.getString("security_scan"));
        assertEquals(false, metadata.getBoolean("cache_hit"));
        assertTrue(metadata.containsKey("cost_usd"));
        assertEquals(answer.header("x-request-id"), metadata.getString("trace_id"));
        assertTrue(
                metadata.getJsonObject("routing").getString("reason").matches("[^\\n]+"),
                metadata.encode());
    }

    @Test
    void should_complete_the_answer_when_the_upstream_leaves_out_what_clients_need() {
        JsonObject answer =
                answer("{\"choices\":[{\"message\":{\"content\":\"hi\",\"tool_calls\":[]}}]}")
                        .json();

        assertTrue(answer.getString("id").startsWith("forge-"));
        assertEquals("chat.completion", answer.getString("object"));
        assertTrue(answer.getLong("created") > 1_700_000_000);
        assertEquals("fake", answer.getString("model"));
        JsonObject choice = choice(answer);
        assertEquals(0, choice.getInteger("index"));
        assertEquals("stop", choice.getString("finish_reason"));
        assertTrue(choice.containsKey("logprobs"));
        JsonObject message = choice.getJsonObject("message");
        assertEquals("assistant", message.getString("role"));
        assertTrue(message.containsKey("refusal"));
        assertEquals(false, message.containsKey("tool_calls"));
    }

    @Test
    void should_mend_the_usage_when_the_upstream_leaves_keys_out() {
        JsonObject usage =
                answer(
                                "{\"id\":\"x\",\"choices\":[{\"message\":{}}],\"usage\":"
                                    + "{\"prompt_tokens\":4,\"completion_tokens\":5,\"total_tokens\":99}}")
                        .json()
                        .getJsonObject("usage");

        assertEquals(9, usage.getInteger("total_tokens"));
        assertEquals(0, usage.getJsonObject("prompt_tokens_details").getInteger("cached_tokens"));
        assertEquals(
                0, usage.getJsonObject("completion_tokens_details").getInteger("reasoning_tokens"));
    }

    @Test
    void should_mend_tool_calls_when_the_upstream_gives_objects_and_nothing() {
        JsonObject choice =
                choice(
                        answer(
                                        """
                                        {"id":"x","choices":[{"message":{"tool_calls":[
                                        {"function":{"name":"a","arguments":{"b" : 1e9}}},
                                        {"id":"call_2","function":{"name":"b","arguments":""}},
                                        {"id":"call_3","function":{"name":"c"}}]}}]}
                                        """)
                                .json());
        JsonObject message = choice.getJsonObject("message");

        assertTrue(message.containsKey("content"));
        assertEquals(null, message.getValue("content"));
        assertEquals("tool_calls", choice.getString("finish_reason"));
        assertEquals(
                "{\"b\" : 1e9}", call(message, 0).getJsonObject("function").getString("arguments"));
        assertTrue(call(message, 0).getString("id").startsWith("call_"));
        assertEquals("function", call(message, 0).getString("type"));
        assertEquals("call_2", call(message, 1).getString("id"));
        assertEquals("{}", call(message, 1).getJsonObject("function").getString("arguments"));
        assertEquals("{}", call(message, 2).getJsonObject("function").getString("arguments"));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,stop", "MAX_TOKENS,length", "tool_use,tool_calls",
        "SAFETY,content_filter", "eos_token,stop", "length,length"
    })
    void should_give_openais_word_when_the_finish_reason_is_foreign(String theirs, String ours) {
        ApiResponse answer =
                answer(
                        "{\"id\":\"x\",\"choices\":[{\"message\":{},\"finish_reason\":\"%s\"}]}"
                                .formatted(theirs));
        assertEquals(ours, choice(answer.json()).getString("finish_reason"));
    }

    @Test
    void should_answer_json_uncompressed_when_the_client_takes_gzip() {
        GATEWAY.answer(ChatReply.of("hi"));
        ApiResponse answer =
                GATEWAY.client()
                        .send(
                                Gateway.CHAT,
                                request ->
                                        request.header("accept-encoding", "gzip, br")
                                                .header("content-type", "application/json")
                                                .POST(
                                                        java.net.http.HttpRequest.BodyPublishers
                                                                .ofString(REQUEST)));
        assertEquals("application/json", answer.header("content-type"));
        assertEquals("", answer.header("content-encoding"));
        assertEquals(200, answer.status());
    }

    private static ApiResponse answer(String body) {
        GATEWAY.answer(HttpReply.ok().body(body));
        return GATEWAY.client().post(Gateway.CHAT, REQUEST);
    }

    private static JsonObject choice(JsonObject answer) {
        return answer.getJsonArray("choices").getJsonObject(0);
    }

    private static JsonObject call(JsonObject message, int index) {
        return message.getJsonArray("tool_calls").getJsonObject(index);
    }
}
