// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/// Right embeddings: one vector for each input, as numbers or as base64 of little-endian floats
/// as the request asks. The same input always has the same vector.
public final class EmbeddingReply implements Reply {
    private final int dimensions;

    private EmbeddingReply(int dimensions) {
        this.dimensions = dimensions;
    }

    /// Vectors of this many dimensions, unless the request asks for another number.
    public static EmbeddingReply of(int dimensions) {
        return new EmbeddingReply(dimensions);
    }

    @Override
    public void play(RecordedRequest request, Wire wire) throws IOException {
        JsonObject asked = request.json();
        boolean base64 = "base64".equals(asked.getString("encoding_format"));
        int size = asked.getInteger("dimensions", dimensions);
        var data = new JsonArray();
        for (Object input : inputs(asked.getValue("input"))) {
            float[] vector = vector(input, size);
            data.add(
                    new JsonObject()
                            .put("object", "embedding")
                            .put("index", data.size())
                            .put("embedding", base64 ? base64(vector) : numbers(vector)));
        }
        int tokens = 4 * data.size();
        var answer =
                new JsonObject()
                        .put("object", "list")
                        .put("data", data)
                        .put("model", request.model())
                        .put(
                                "usage",
                                new JsonObject()
                                        .put("prompt_tokens", tokens)
                                        .put("total_tokens", tokens));
        HttpReply.ok().body(answer).play(request, wire);
    }

    /// The vector that this input gets: of length one, and the same at every call.
    public static float[] vector(Object input, int dimensions) {
        var random = new Random(String.valueOf(input).hashCode());
        float[] vector = new float[dimensions];
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (vector[i] / Math.sqrt(squares));
        }
        return vector;
    }

    /// A text, a list of texts, one input as a list of tokens, or a list of such.
    private static List<Object> inputs(Object input) {
        if (!(input instanceof JsonArray array)) {
            return List.of(input);
        }
        boolean tokens = !array.isEmpty() && array.getValue(0) instanceof Number;
        return tokens ? List.of(array) : new ArrayList<>(array.stream().toList());
    }

    private static JsonArray numbers(float[] vector) {
        var numbers = new JsonArray();
        for (float value : vector) {
            numbers.add(value);
        }
        return numbers;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes =
                ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : vector) {
            bytes.putFloat(value);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
