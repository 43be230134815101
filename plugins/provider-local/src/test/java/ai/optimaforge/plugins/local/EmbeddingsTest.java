// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.ModelMode;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

class EmbeddingsTest extends LocalTest {
    private static final JsonArray TEXTS =
            new JsonArray()
                    .add("A man is eating food.")
                    .add("Somebody is having a meal.")
                    .add("The central bank raised interest rates.")
                    .add("Interest went up, says the federal reserve.");

    @Test
    void should_put_like_texts_near_each_other() {
        List<float[]> vectors = vectors(embed(asking(TEXTS)));
        double meals = nearness(vectors.get(0), vectors.get(1));
        double rates = nearness(vectors.get(2), vectors.get(3));
        double apart = nearness(vectors.get(0), vectors.get(2));
        assertTrue(meals > apart + 0.3, meals + " " + apart);
        assertTrue(rates > apart + 0.3, rates + " " + apart);
        for (float[] vector : vectors) {
            assertEquals(384, vector.length);
            assertEquals(1, nearness(vector, vector), 1e-5);
        }
    }

    @Test
    void should_give_the_same_vector_when_a_text_comes_alone_or_among_others() {
        JsonObject together = embed(asking(TEXTS));
        for (int i = 0; i < TEXTS.size(); i++) {
            assertEquals(i, together.getJsonArray("data").getJsonObject(i).getInteger("index"));
            JsonObject alone = embed(asking(TEXTS.getString(i)));
            assertArrayEquals(vectors(alone).getFirst(), vectors(together).get(i));
        }
    }

    @Test
    void should_keep_the_order_when_there_are_more_texts_than_a_batch_takes() {
        var many = new JsonArray(new ArrayList<>(Collections.nCopies(37, "the same")));
        many.set(20, "another");
        List<float[]> vectors = vectors(embed(asking(many)));
        assertEquals(37, vectors.size());
        for (int i = 0; i < 37; i++) {
            boolean same = nearness(vectors.get(i), vectors.getFirst()) > 0.999;
            assertEquals(i != 20, same, "at " + i);
        }
    }

    @Test
    void should_say_the_same_in_base64_when_that_is_asked_for() {
        JsonObject numbers = embed(asking("hello").put("encoding_format", "float"));
        JsonObject encoded = embed(asking("hello").put("encoding_format", "base64"));
        byte[] bytes =
                Base64.getDecoder()
                        .decode(
                                encoded.getJsonArray("data")
                                        .getJsonObject(0)
                                        .getString("embedding"));
        float[] floats = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        assertArrayEquals(vectors(numbers).getFirst(), floats);
    }

    @Test
    void should_count_the_models_own_tokens() {
        var usage =
                embed(asking(new JsonArray().add("hello").add("unaffable"))).getJsonObject("usage");
        // begin, hello, end; begin, una, ##ffa, ##ble, end
        assertEquals(8, usage.getInteger("prompt_tokens"));
        assertEquals(8, usage.getInteger("total_tokens"));
    }

    @Test
    void should_read_the_beginning_and_say_so_when_a_text_is_too_long() {
        String most = "word ".repeat(510);
        var answer = embed(asking(new JsonArray().add("short").add(most + "and more").add(most)));
        List<float[]> vectors = vectors(answer);
        assertArrayEquals(vectors.get(2), vectors.get(1));
        assertEquals(List.of("input[1] cut to the first 512 tokens"), call.notices());
        assertEquals(3 + 512 + 512, answer.getJsonObject("usage").getInteger("prompt_tokens"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                   | input           | required",
                "{'input':7}                          | input           | array of texts",
                "{'input':''}                         | input           | empty",
                "{'input':[]}                         | input           | 1 to 2048",
                "{'input':['a','']}                   | input[1]        | empty",
                "{'input':['a',null]}                 | input[1]        | text",
                "{'input':['a',{}]}                   | input[1]        | text",
                "{'input':[1,2,3]}                    | input           | tokens",
                "{'input':[[1,2],[3]]}                | input           | tokens",
                "{'input':'a','dimensions':256}       | dimensions      | 384",
                "{'input':'a','dimensions':'384'}     | dimensions      | 384",
                "{'input':'a','encoding_format':'x'}  | encoding_format | float or base64",
            })
    void should_refuse_by_name_when_the_request_is_wrong(String json, String field, String said) {
        var request = new JsonObject(json.replace('\'', '"')).put("model", LocalProvider.MODEL);
        var refusal = refusal(request);
        assertEquals(400, refusal.errorCode().status());
        assertEquals(Optional.of(field), refusal.param());
        assertTrue(refusal.message().contains(said), refusal.message());
        assertEquals(0, inFlight.get());
    }

    @Test
    void should_take_what_says_nothing_when_it_is_there() {
        var request =
                asking("a").put("dimensions", 384).putNull("encoding_format").put("user", "u");
        assertEquals(1, vectors(embed(request)).size());
    }

    @Test
    void should_know_one_model_and_no_other() {
        var models = loop.call(provider::models);
        assertEquals(List.of("all-minilm-l6-v2"), models.stream().map(m -> m.id()).toList());
        assertEquals(ModelMode.EMBEDDING, models.getFirst().mode());
        assertEquals(OptionalInt.of(384), models.getFirst().facts().dimensions());
        assertEquals(512, models.getFirst().facts().context().orElseThrow());
        assertEquals(Set.of(Capability.EMBEDDINGS), provider.capabilities());
        var failure = loop.failure(() -> start(asking("a").put("model", "bge")));
        assertEquals(404, failure.status());
    }
}
