// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;

import io.vertx.core.json.JsonArray;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.function.UnaryOperator;

/// Gives embeddings the format that was asked for, where the upstream does not: many know one of
/// the two only. A vector that has it already is not touched.
public final class EmbeddingFormat {
    private static final String VECTOR = "embedding";

    private EmbeddingFormat() {}

    /// @param answer an object `list` of embeddings
    public static JsonDocument base64(JsonDocument answer) {
        return convert(
                answer,
                JsonType.ARRAY,
                item -> item.with(VECTOR, encode(new JsonArray(item.raw(VECTOR).orElseThrow()))));
    }

    /// @param answer an object `list` of embeddings
    public static JsonDocument numbers(JsonDocument answer) {
        return convert(
                answer,
                JsonType.STRING,
                item -> item.with(VECTOR, decode(item.string(VECTOR).orElseThrow())));
    }

    private static JsonDocument convert(
            JsonDocument answer, JsonType foreign, UnaryOperator<JsonDocument> conversion) {
        return answer.mapObjects(
                "data",
                item ->
                        item.type(VECTOR).filter(foreign::equals).isPresent()
                                ? conversion.apply(item)
                                : item);
    }

    private static String encode(JsonArray vector) {
        ByteBuffer bytes =
                ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Object element : vector) {
            if (!(element instanceof Number number)) {
                throw UpstreamException.of(
                        Failure.GARBLED, "an embedding holds something that is no number");
            }
            bytes.putFloat(number.floatValue());
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static JsonArray decode(String base64) {
        ByteBuffer bytes = bytes(base64).order(ByteOrder.LITTLE_ENDIAN);
        JsonArray vector = new JsonArray();
        while (bytes.hasRemaining()) {
            vector.add(bytes.getFloat());
        }
        return vector;
    }

    private static ByteBuffer bytes(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length % Float.BYTES == 0) {
                return ByteBuffer.wrap(bytes);
            }
        } catch (IllegalArgumentException _) {
            // the same answer as for bytes that are no whole floats
        }
        throw UpstreamException.of(
                Failure.GARBLED, "an embedding is a text, but not base64 of 32-bit floats");
    }
}
