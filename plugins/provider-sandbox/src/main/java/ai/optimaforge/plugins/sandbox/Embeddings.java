// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import static java.util.stream.Collectors.joining;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;
import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.spi.model.UpstreamException;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Answers a request for embeddings.
final class Embeddings {
    private static final int DEFAULT_DIMENSIONS = 64;
    private static final int MOST_DIMENSIONS = 4096;
    private static final int MOST_INPUTS = 2048;

    private record Input(String text, int tokens) {}

    private Embeddings() {}

    /// @throws UpstreamException if the request is wrong
    static JsonDocument of(EmbeddingRequest request) {
        int dimensions = dimensions(request.document());
        List<Input> inputs = inputs(request.document());
        JsonArray data = new JsonArray();
        for (Input input : inputs) {
            float[] vector = TrigramVector.of(input.text(), dimensions);
            data.add(
                    new JsonObject()
                            .put("object", "embedding")
                            .put("index", data.size())
                            .put("embedding", request.base64() ? base64(vector) : numbers(vector)));
        }
        int tokens = inputs.stream().mapToInt(Input::tokens).sum();
        return JsonDocument.of(
                new JsonObject()
                        .put("object", "list")
                        .put("data", data)
                        .put("model", SandboxProvider.EMBEDDING_MODEL)
                        .put(
                                "usage",
                                new JsonObject()
                                        .put("prompt_tokens", tokens)
                                        .put("total_tokens", tokens)));
    }

    private static int dimensions(JsonDocument request) {
        long dimensions = request.integer("dimensions").orElse((long) DEFAULT_DIMENSIONS);
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw ReplyComposer.wrong(
                    "dimensions must be between 1 and " + MOST_DIMENSIONS + ": " + dimensions);
        }
        return (int) dimensions;
    }

    private static List<Input> inputs(JsonDocument request) {
        if (request.type("input").filter(JsonType.ARRAY::equals).isEmpty()) {
            return List.of(text(request.string("input").orElseThrow(Embeddings::wrongInput)));
        }
        JsonArray array = new JsonArray(request.raw("input").orElseThrow());
        if (array.isEmpty() || array.size() > MOST_INPUTS) {
            throw wrongInput();
        }
        if (array.getValue(0) instanceof Number) {
            return List.of(tokens(array));
        }
        List<Input> inputs = new ArrayList<>();
        for (Object element : array) {
            inputs.add(
                    switch (element) {
                        case String text -> text(text);
                        case JsonArray tokens -> tokens(tokens);
                        case null, default -> throw wrongInput();
                    });
        }
        return inputs;
    }

    private static Input text(String text) {
        return new Input(text, Words.of(text).size());
    }

    /// What the tokens mean is the tokenizer's secret; written out, like ones are near all the
    /// same.
    private static Input tokens(JsonArray tokens) {
        return new Input(tokens.stream().map(String::valueOf).collect(joining(" ")), tokens.size());
    }

    private static UpstreamException wrongInput() {
        return ReplyComposer.wrong(
                "input must be a text, tokens, or an array of 1 to " + MOST_INPUTS + " of them");
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
        for (float number : vector) {
            bytes.putFloat(number);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
