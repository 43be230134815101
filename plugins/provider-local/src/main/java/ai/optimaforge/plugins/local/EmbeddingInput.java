// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.local;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import io.vertx.core.json.JsonArray;

import java.util.ArrayList;
import java.util.List;

/// Reads what a request wants embedded.
final class EmbeddingInput {
    private static final int MOST_TEXTS = 2048;

    private EmbeddingInput() {}

    /// @throws ForgeException if the request is wrong, or asks for what the model does not have
    static List<String> texts(JsonDocument request) {
        requireDimensions(request);
        requireFormat(request);
        JsonType type =
                request.type("input").orElseThrow(() -> refusal("input", "input is required."));
        List<String> texts =
                switch (type) {
                    case STRING -> List.of(request.string("input").orElseThrow());
                    case ARRAY -> texts(new JsonArray(request.raw("input").orElseThrow()));
                    default -> throw refusal("input", "input must be a text or an array of texts.");
                };
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).isEmpty()) {
                String name = type == JsonType.STRING ? "input" : "input[" + i + "]";
                throw refusal(name, name + " must not be empty.");
            }
        }
        return texts;
    }

    private static List<String> texts(JsonArray array) {
        if (array.isEmpty() || array.size() > MOST_TEXTS) {
            throw refusal(
                    "input",
                    "input must have 1 to " + MOST_TEXTS + " texts, and has " + array.size() + ".");
        }
        List<String> texts = new ArrayList<>(array.size());
        for (Object element : array) {
            switch (element) {
                case String text -> texts.add(text);
                case Number _, JsonArray _ ->
                        throw refusal(
                                "input",
                                "input must be texts: tokens are those of another model, and mean"
                                        + " nothing to "
                                        + LocalProvider.MODEL
                                        + ".");
                case null, default ->
                        throw refusal(
                                "input[" + texts.size() + "]",
                                "input[" + texts.size() + "] must be a text.");
            }
        }
        return texts;
    }

    private static void requireDimensions(JsonDocument request) {
        if (isGiven(request, "dimensions")
                && !request.integer("dimensions")
                        .filter(length -> length == MiniLm.DIMENSIONS)
                        .isPresent()) {
            throw refusal(
                    "dimensions",
                    "dimensions must be %d for %s, and is %s."
                            .formatted(
                                    MiniLm.DIMENSIONS,
                                    LocalProvider.MODEL,
                                    request.raw("dimensions").orElseThrow()));
        }
    }

    private static void requireFormat(JsonDocument request) {
        if (isGiven(request, "encoding_format")
                && !request.string("encoding_format")
                        .filter(format -> format.equals("float") || format.equals("base64"))
                        .isPresent()) {
            throw refusal(
                    "encoding_format",
                    "encoding_format must be float or base64, and is "
                            + request.raw("encoding_format").orElseThrow()
                            + ".");
        }
    }

    private static boolean isGiven(JsonDocument request, String field) {
        return request.type(field).filter(type -> type != JsonType.NULL).isPresent();
    }

    private static ForgeException refusal(String field, String message) {
        return new ForgeException(CommonError.INVALID_PARAMETER, message).withParam(field);
    }
}
