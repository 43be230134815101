// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

class HealthyUpstreamTest {
    private final FakeUpstream upstream = FakeUpstream.start();
    private final Client client = new Client(upstream);

    @AfterEach
    void close() {
        client.close();
        upstream.close();
    }

    @Test
    void should_answer_a_whole_completion_when_no_stream_is_asked() throws Exception {
        var response = client.chat(Client.chat("gpt-x"));

        assertEquals(200, response.statusCode());
        var json = new JsonObject(response.body());
        assertEquals("chat.completion", json.getString("object"));
        assertEquals("gpt-x", json.getString("model"));
        JsonObject choice = json.getJsonArray("choices").getJsonObject(0);
        assertEquals("Hello there!", choice.getJsonObject("message").getString("content"));
        assertEquals("stop", choice.getString("finish_reason"));
        JsonObject usage = json.getJsonObject("usage");
        assertEquals(
                usage.getInteger("total_tokens"),
                usage.getInteger("prompt_tokens") + usage.getInteger("completion_tokens"));
    }

    @Test
    void should_stream_role_content_finish_and_done_when_a_stream_is_asked() throws Exception {
        List<String> data = data(client.chat(Client.stream("gpt-x")).body());

        assertEquals(6, data.size());
        JsonObject first = delta(data.getFirst());
        assertEquals("assistant", first.getString("role"));
        assertEquals("", first.getString("content"));
        assertEquals("Hello", delta(data.get(1)).getString("content"));
        assertFalse(delta(data.get(1)).containsKey("role"));
        assertEquals("stop", choice(data.get(4)).getString("finish_reason"));
        assertFalse(new JsonObject(data.get(4)).containsKey("usage"));
        assertEquals("[DONE]", data.getLast());
    }

    @Test
    void should_send_one_usage_chunk_when_the_stream_options_ask_for_it() throws Exception {
        var options = new JsonObject().put("include_usage", true);
        var asked = Client.stream("gpt-x").put("stream_options", options);
        List<String> data = data(client.chat(asked).body());

        var usage = new JsonObject(data.get(data.size() - 2));
        assertTrue(usage.getJsonArray("choices").isEmpty());
        assertEquals(21, usage.getJsonObject("usage").getInteger("total_tokens"));
        assertTrue(new JsonObject(data.getFirst()).containsKey("usage"));
        assertNull(new JsonObject(data.getFirst()).getValue("usage"));
    }

    @Test
    void should_name_a_tool_call_once_and_then_send_fragments_when_streamed() throws Exception {
        upstream.next(
                ChatReply.calling(
                        ToolCall.of("call_1", "weather", "{\"city\":", "\"Oslo\"}"),
                        ToolCall.of("call_2", "time", "{}")));
        List<JsonObject> calls =
                data(client.chat(Client.stream("gpt-x")).body()).stream()
                        .filter(data -> data.contains("tool_calls\":["))
                        .map(HealthyUpstreamTest::delta)
                        .map(delta -> delta.getJsonArray("tool_calls").getJsonObject(0))
                        .toList();

        assertEquals(
                List.of(0, 0, 0, 1, 1), calls.stream().map(c -> c.getInteger("index")).toList());
        assertEquals("call_1", calls.getFirst().getString("id"));
        assertEquals("weather", calls.getFirst().getJsonObject("function").getString("name"));
        assertFalse(calls.get(1).containsKey("id"));
        assertEquals("{\"city\":", calls.get(1).getJsonObject("function").getString("arguments"));
    }

    @Test
    void should_answer_embeddings_as_floats_or_base64_when_asked_so() throws Exception {
        var asked =
                new JsonObject().put("model", "e").put("input", new JsonArray().add("a").add("b"));
        var floats = new JsonObject(client.post("/embeddings", asked.encode()).body());
        asked.put("encoding_format", "base64");
        var encoded = new JsonObject(client.post("/embeddings", asked.encode()).body());

        JsonObject second = floats.getJsonArray("data").getJsonObject(1);
        assertEquals(1, second.getInteger("index"));
        JsonArray numbers = second.getJsonArray("embedding");
        String base64 = encoded.getJsonArray("data").getJsonObject(1).getString("embedding");
        var buffer = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
        var decoded = new float[8];
        buffer.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(decoded);
        assertArrayEquals(EmbeddingReply.vector("b", 8), decoded);
        assertEquals(decoded[7], numbers.getFloat(7));
    }

    @Test
    void should_take_tokens_as_one_input_when_they_are_a_flat_list() throws Exception {
        var asked = new JsonObject().put("model", "e").put("input", new JsonArray().add(5).add(6));
        var answer = new JsonObject(client.post("/embeddings", asked.encode()).body());

        assertEquals(1, answer.getJsonArray("data").size());
    }

    @Test
    void should_list_models_and_refuse_what_it_does_not_know() throws Exception {
        assertEquals(200, client.get("/models").statusCode());
        assertEquals(404, client.get("/nothing").statusCode());
        assertEquals(400, client.post("/chat/completions", "{not json").statusCode());
    }

    @Test
    void should_keep_the_connection_and_record_the_request_when_calls_follow() throws Exception {
        client.chat(Client.chat("one"));
        client.chat(Client.stream("two"));

        RecordedRequest first = upstream.nextRequest(Client.SOON);
        RecordedRequest second = upstream.nextRequest(Client.SOON);
        second.awaitCompletion(Client.SOON);
        assertEquals("one", first.model());
        assertEquals("POST", first.method());
        assertEquals("/v1/chat/completions", first.path());
        assertEquals("application/json", first.header("content-type"));
        assertEquals(Client.chat("one").encode(), first.text());
        assertEquals(6, second.framesWritten());
        assertEquals(1, upstream.acceptedConnections());
    }

    private static List<String> data(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    private static JsonObject choice(String data) {
        return new JsonObject(data).getJsonArray("choices").getJsonObject(0);
    }

    private static JsonObject delta(String data) {
        return choice(data).getJsonObject("delta");
    }
}
