// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.upstream.EmbeddingReply;
import ai.optimaforge.testing.upstream.HttpReply;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/// Embeddings in both formats, of every kind of input, in order.
class EmbeddingsTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    private static final String EMBEDDINGS = "/v1/embeddings";
    private static final int SIZE = 8;

    @Test
    void should_give_numbers_when_no_format_is_asked_for() {
        assertVectors(embed("{\"model\":\"fake\",\"input\":\"x\"}"), "x");
    }

    @Test
    void should_give_numbers_when_float_is_asked_for() {
        assertVectors(
                embed("{\"model\":\"fake\",\"input\":\"x\",\"encoding_format\":\"float\"}"), "x");
    }

    @Test
    void should_give_little_endian_floats_when_base64_is_asked_for() {
        JsonObject answer =
                embed(
                        "{\"model\":\"fake\",\"input\":[\"a\",\"b\"],\"encoding_format\":\"base64\"}");
        assertArrayEquals(EmbeddingReply.vector("a", SIZE), decode(item(answer, 0)), 0);
        assertArrayEquals(EmbeddingReply.vector("b", SIZE), decode(item(answer, 1)), 0);
    }

    @Test
    void should_convert_when_the_upstream_knows_numbers_only() {
        GATEWAY.answer(
                HttpReply.ok()
                        .body(
                                "{\"data\":[{\"index\":0,\"embedding\":[0.5,-1.25,1e-3]}],\"model\":\"m\"}"));
        JsonObject answer =
                GATEWAY.client()
                        .post(
                                EMBEDDINGS,
                                "{\"model\":\"fake\",\"input\":\"x\",\"encoding_format\":\"base64\"}")
                        .json();
        assertArrayEquals(new float[] {0.5f, -1.25f, 1e-3f}, decode(item(answer, 0)), 0);
    }

    @Test
    void should_convert_when_the_upstream_knows_base64_only() {
        byte[] floats =
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(0.5f)
                        .putFloat(-2)
                        .array();
        GATEWAY.answer(
                HttpReply.ok()
                        .body(
                                "{\"data\":[{\"index\":0,\"embedding\":\"%s\"}],\"model\":\"m\"}"
                                        .formatted(Base64.getEncoder().encodeToString(floats))));
        JsonObject answer =
                GATEWAY.client().post(EMBEDDINGS, "{\"model\":\"fake\",\"input\":\"x\"}").json();
        assertEquals(new JsonArray().add(0.5).add(-2.0), item(answer, 0).getJsonArray("embedding"));
    }

    @Test
    void should_keep_order_and_index_when_there_are_many_inputs() {
        assertVectors(embed("{\"model\":\"fake\",\"input\":[\"c\",\"a\",\"b\"]}"), "c", "a", "b");
    }

    @Test
    void should_take_tokens_when_they_are_the_input() {
        assertVectors(embed("{\"model\":\"fake\",\"input\":[1,2,3]}"), new JsonArray("[1,2,3]"));
        assertVectors(
                embed("{\"model\":\"fake\",\"input\":[[1,2],[3]]}"),
                new JsonArray("[1,2]"),
                new JsonArray("[3]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"input\":[ [1 , 2],[3] ], \"dimensions\":8,\"x\":1e999,\"model\":\"fake\"}",
                "{\"model\":\"fake\",\"input\":\"\\ud800é\" ,\"user\":\"u\"}"
            })
    void should_send_the_clients_bytes_when_embedding(String request) {
        embed(request);
        assertEquals(request, GATEWAY.received().text());
    }

    @Test
    void should_give_the_upstreams_bytes_when_the_format_is_right() {
        String body =
                "{ \"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[1e-9,"
                    + " 0.10]}],\"model\":\"m\",\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1},"
                    + " \"x\":{\"a\":1,\"a\":1}}";
        GATEWAY.answer(HttpReply.ok().body(body));
        ApiResponse answer =
                GATEWAY.client().post(EMBEDDINGS, "{\"model\":\"fake\",\"input\":\"x\"}");
        assertEquals(body, answer.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"fake\"}",
                "{\"model\":\"fake\",\"input\":[]}",
                "{\"model\":\"fake\",\"input\":7}",
                "{\"model\":\"fake\",\"input\":null}"
            })
    void should_refuse_the_input_when_it_is_none(String request) {
        ApiResponse answer = GATEWAY.client().post(EMBEDDINGS, request);
        assertEquals(400, answer.status(), answer::toString);
        assertEquals("input", answer.error().getString("param"));
    }

    private static JsonObject embed(String request) {
        GATEWAY.answer(EmbeddingReply.of(SIZE));
        ApiResponse answer = GATEWAY.client().post(EMBEDDINGS, request);
        assertEquals(200, answer.status(), answer::toString);
        return answer.json();
    }

    private static void assertVectors(JsonObject answer, Object... inputs) {
        assertEquals(inputs.length, answer.getJsonArray("data").size());
        for (int i = 0; i < inputs.length; i++) {
            assertEquals(i, item(answer, i).getInteger("index"));
            JsonArray vector = item(answer, i).getJsonArray("embedding");
            float[] expected = EmbeddingReply.vector(inputs[i], SIZE);
            for (int at = 0; at < SIZE; at++) {
                assertEquals(expected[at], vector.getFloat(at));
            }
        }
    }

    private static JsonObject item(JsonObject answer, int index) {
        return answer.getJsonArray("data").getJsonObject(index);
    }

    private static float[] decode(JsonObject item) {
        byte[] bytes = Base64.getDecoder().decode(item.getString("embedding"));
        float[] floats = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        return floats;
    }
}
