// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.testing.TestCall;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

class EmbeddingsTest extends SandboxTest {
    private JsonArray vector(String text) {
        return vectors(new JsonArray().add(text)).getJsonObject(0).getJsonArray("embedding");
    }

    private JsonArray vectors(Object input) {
        return embed(new JsonObject().put("input", input)).getJsonArray("data");
    }

    private double nearness(String first, String second) {
        JsonArray a = vector(first);
        JsonArray b = vector(second);
        double product = 0;
        for (int i = 0; i < a.size(); i++) {
            product += a.getDouble(i) * b.getDouble(i);
        }
        return product;
    }

    @Test
    void should_put_similar_texts_near_and_others_far() {
        String text = "The cat sat on the mat.";
        assertEquals(1, nearness(text, text), 1e-6);
        double similar = nearness(text, "The cats sat on a mat.");
        double other = nearness(text, "Interest rates rose sharply.");
        assertTrue(similar > 0.6 && similar > other + 0.3, similar + " against " + other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "世界", "The cat sat on the mat."})
    void should_have_length_one_whatever_the_text(String text) {
        assertEquals(64, vector(text).size());
        assertEquals(1, nearness(text, text), 1e-6);
    }

    @Test
    void should_keep_the_order_when_there_are_several_inputs() {
        JsonArray data = vectors(new JsonArray().add("one").add("two"));
        assertEquals(1, data.getJsonObject(1).getInteger("index"));
        assertEquals(vector("two"), data.getJsonObject(1).getJsonArray("embedding"));
    }

    @Test
    void should_take_tokens_when_they_come_in_place_of_text() {
        JsonArray tokens = new JsonArray().add(1).add(2);
        assertEquals(1, vectors(tokens).size());
        assertEquals(2, vectors(new JsonArray().add(tokens).add(tokens)).size());
        JsonObject answer = embed(new JsonObject().put("input", tokens));
        assertEquals(2, answer.getJsonObject("usage").getInteger("total_tokens"));
    }

    @Test
    void should_answer_base64_of_the_same_floats_when_it_is_asked_for() {
        JsonObject request =
                new JsonObject()
                        .put("input", "hi")
                        .put("encoding_format", "base64")
                        .put("dimensions", 3);
        String base64 = embed(request).getJsonArray("data").getJsonObject(0).getString("embedding");
        ByteBuffer bytes =
                ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        request.remove("encoding_format");
        JsonArray numbers =
                embed(request).getJsonArray("data").getJsonObject(0).getJsonArray("embedding");
        assertEquals(3, numbers.size());
        for (int i = 0; i < 3; i++) {
            assertEquals(numbers.getFloat(i), bytes.getFloat());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"input\":[]}",
                "{\"input\":7}",
                "{\"input\":[\"a\",null]}",
                "{\"input\":\"a\",\"dimensions\":0}"
            })
    void should_refuse_when_the_request_is_wrong(String json) {
        JsonObject request = new JsonObject(json).put("model", "sandbox-embedding");
        var failure =
                loop.failure(
                        () ->
                                provider.embed(
                                        new EmbeddingRequest(JsonDocument.of(request)),
                                        new TestCall()));
        assertEquals(400, failure.status());
    }
}
