// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.testing.upstream.EmbeddingReply;
import ai.optimaforge.testing.upstream.HttpReply;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class EmbeddingsTest extends ProviderTest {
    private JsonObject embed(EmbeddingRequest request) {
        return loop.call(() -> provider.embed(request, call)).document().toJson();
    }

    private static void assertVector(String text, int dimensions, JsonObject embedding) {
        float[] expected = EmbeddingReply.vector(text, dimensions);
        JsonArray values = embedding.getJsonArray("embedding");
        assertEquals(dimensions, values.size());
        for (int i = 0; i < dimensions; i++) {
            assertEquals(expected[i], values.getFloat(i), 1e-6f);
        }
    }

    @Test
    void should_keep_order_and_index_when_there_are_several_texts() {
        JsonObject answer = embed(embedding("[\"one\",\"zw\\u00f6lf \\\"12\\\"\"]"));
        assertEquals("list", answer.getString("object"));
        assertEquals("gemini-embedding-001", answer.getString("model"));
        JsonArray data = answer.getJsonArray("data");
        assertEquals(2, data.size());
        assertVector("one", 8, data.getJsonObject(0));
        assertVector("zwölf \"12\"", 8, data.getJsonObject(1));
        assertEquals(1, data.getJsonObject(1).getInteger("index"));
        assertEquals(
                "/v1beta/models/gemini-embedding-001:batchEmbedContents",
                upstream.nextRequest(SOON).target());
    }

    @Test
    void should_take_one_text_and_the_length_of_its_vector() {
        JsonArray data = embed(embedding("\"one\"", "\"dimensions\":3")).getJsonArray("data");
        assertVector("one", 3, data.getJsonObject(0));
    }

    @Test
    void should_give_base64_when_it_is_asked_for() {
        JsonArray data =
                embed(embedding("\"one\"", "\"encoding_format\":\"base64\"")).getJsonArray("data");
        byte[] bytes = Base64.getDecoder().decode(data.getJsonObject(0).getString("embedding"));
        assertEquals(8 * Float.BYTES, bytes.length);
        assertEquals(
                EmbeddingReply.vector("one", 8)[0],
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(),
                1e-6f);
    }

    @Test
    void should_ask_several_times_when_google_takes_fewer_texts_at_once() {
        String texts =
                IntStream.range(0, 250)
                        .mapToObj(i -> "\"text " + i + "\"")
                        .collect(Collectors.joining(",", "[", "]"));
        JsonArray data = embed(embedding(texts)).getJsonArray("data");
        assertEquals(250, data.size());
        assertVector("text 249", 8, data.getJsonObject(249));
        assertEquals(249, data.getJsonObject(249).getInteger("index"));
        assertEquals(3, upstream.requests().size());
    }

    @Test
    void should_tell_the_tokens_when_google_does() {
        upstream.next(
                HttpReply.ok()
                        .body(
                                "{\"embeddings\":[{\"values\":[1]}],"
                                        + "\"usageMetadata\":{\"promptTokenCount\":5}}"));
        assertEquals(
                5, embed(embedding("\"a\"")).getJsonObject("usage").getInteger("prompt_tokens"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,2,3]", "[[1,2],[3]]", "[\"a\",7]", "[]", "7", "null"})
    void should_refuse_the_input_when_it_is_no_text(String input) {
        var failure = refused(() -> provider.embed(embedding(input), call));
        assertEquals("input", failure.param().orElseThrow());
        assertEquals(400, failure.errorCode().status());
        assertTrue(upstream.requests().isEmpty());
    }

    @Test
    void should_tell_what_it_left_out() {
        embed(embedding("\"a\"", "\"user\":\"u\"", "\"x\":null"));
        assertEquals(
                List.of("user was left out: Gemini's API has no place for it."), call.notices());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"embeddings\":[]}",
                "{\"embeddings\":[{}]}",
                "{}",
                "no",
                "{\"error\":{}}"
            })
    void should_fail_when_vectors_are_missing(String body) {
        upstream.next(HttpReply.ok().body(body));
        var failure = loop.failure(() -> provider.embed(embedding("\"a\""), call));
        Failure expected = body.contains("error") ? Failure.ANSWERED : Failure.GARBLED;
        assertEquals(expected, failure.failure());
    }
}
