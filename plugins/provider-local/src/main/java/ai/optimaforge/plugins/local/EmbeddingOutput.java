// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.local;

import static java.util.stream.Collectors.joining;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.EmbeddingAnswer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/// Writes what has been embedded.
final class EmbeddingOutput {
    private static final int MOST_NAMED = 10;

    private EmbeddingOutput() {}

    static EmbeddingAnswer of(List<Embedded> texts, boolean base64) {
        JsonArray data = new JsonArray();
        for (Embedded text : texts) {
            data.add(
                    new JsonObject()
                            .put("object", "embedding")
                            .put("index", data.size())
                            .put(
                                    "embedding",
                                    base64 ? base64(text.vector()) : numbers(text.vector())));
        }
        int tokens = texts.stream().mapToInt(Embedded::tokens).sum();
        return new EmbeddingAnswer(
                JsonDocument.of(
                        new JsonObject()
                                .put("object", "list")
                                .put("data", data)
                                .put("model", LocalProvider.MODEL)
                                .put(
                                        "usage",
                                        new JsonObject()
                                                .put("prompt_tokens", tokens)
                                                .put("total_tokens", tokens))));
    }

    private static JsonArray numbers(float[] vector) {
        JsonArray numbers = new JsonArray();
        for (float number : vector) {
            numbers.add(number);
        }
        return numbers;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes =
                ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /// A line on the texts of which the model has not read all; none if there are none.
    static List<String> cut(List<Embedded> texts) {
        List<Integer> cut =
                IntStream.range(0, texts.size()).filter(i -> texts.get(i).cut()).boxed().toList();
        if (cut.isEmpty()) {
            return List.of();
        }
        String names =
                cut.stream().limit(MOST_NAMED).map(i -> "input[" + i + "]").collect(joining(", "));
        String more = cut.size() > MOST_NAMED ? " and " + (cut.size() - MOST_NAMED) + " more" : "";
        return List.of(names + more + " cut to the first " + WordPieces.MOST_TOKENS + " tokens");
    }
}
