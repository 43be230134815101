// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.chat;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.toolkit.request.ForgeOptions;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a request must have for us to send it on. All else is between the client and the model.
final class RequestCheck {
    private static final List<String> READ_OF_CHAT =
            List.of("model", "messages", "stream", "stream_options", "forge");
    private static final List<String> READ_OF_EMBEDDING =
            List.of("model", "input", "encoding_format", "forge");

    private RequestCheck() {}

    static ChatRequest chat(JsonDocument request) {
        refuseRepeated(request, READ_OF_CHAT);
        requireModel(request);
        requireType(request, "messages", JsonType.ARRAY, "an array of messages");
        if (request.isEmpty("messages")) {
            throw malformed("messages", "messages must hold one message at least.");
        }
        requireTypeIfPresent(request, "stream", JsonType.BOOLEAN, "true or false");
        requireTypeIfPresent(request, "stream_options", JsonType.OBJECT, "an object");
        ForgeOptions.check(request);
        return new ChatRequest(request);
    }

    static EmbeddingRequest embedding(JsonDocument request) {
        refuseRepeated(request, READ_OF_EMBEDDING);
        requireModel(request);
        JsonType input =
                request.type("input").orElseThrow(() -> missing("input", "a text or an array"));
        if (input != JsonType.STRING && input != JsonType.ARRAY) {
            throw malformed("input", "input must be a text or an array.");
        }
        if (request.isEmpty("input")
                || request.string("input").filter(String::isEmpty).isPresent()) {
            throw malformed("input", "input must not be empty.");
        }
        Optional<String> format = request.string("encoding_format");
        if (format.filter(f -> !f.equals("float") && !f.equals("base64")).isPresent()) {
            throw malformed(
                    "encoding_format",
                    "encoding_format must be float or base64, not " + format.get() + ".");
        }
        ForgeOptions.check(request);
        return new EmbeddingRequest(request);
    }

    private static void refuseRepeated(JsonDocument request, List<String> names) {
        for (String name : names) {
            if (request.isRepeated(name)) {
                throw malformed(name, name + " is given more than once.");
            }
        }
    }

    private static void requireModel(JsonDocument request) {
        requireType(request, "model", JsonType.STRING, "the id of a model");
        if (request.string("model").filter(String::isBlank).isPresent()) {
            throw malformed("model", "model must not be empty.");
        }
    }

    private static void requireType(
            JsonDocument request, String name, JsonType wanted, String inWords) {
        JsonType type = request.type(name).orElseThrow(() -> missing(name, inWords));
        if (type != wanted) {
            throw malformed(name, "%s must be %s, not %s.".formatted(name, inWords, name(type)));
        }
    }

    private static void requireTypeIfPresent(
            JsonDocument request, String name, JsonType wanted, String inWords) {
        if (request.type(name).filter(type -> type != JsonType.NULL).isPresent()) {
            requireType(request, name, wanted, inWords);
        }
    }

    private static String name(JsonType type) {
        return type == JsonType.NULL
                ? "null"
                : "a value of type " + type.name().toLowerCase(Locale.ROOT);
    }

    private static ForgeException missing(String name, String inWords) {
        return new ForgeException(
                        CommonError.MISSING_PARAMETER,
                        name + " is missing: it must be " + inWords + ".")
                .withParam(name);
    }

    private static ForgeException malformed(String name, String message) {
        return new ForgeException(CommonError.INVALID_PARAMETER, message).withParam(name);
    }
}
