// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages;

import ai.optimaforge.plugins.messages.request.RequestTranslation;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a request must have whoever answers it. All else is looked at when it is translated, or
/// by an upstream that speaks the dialect.
final class RequestCheck {
    private static final List<String> VERSIONS = List.of("2026-10-21", "2023-06-01", "2023-01-01");

    private RequestCheck() {}

    /// The client's version of the API. The newer ones take less than the older, so that they
    /// need not be told apart; what an upstream that speaks the dialect refuses, it refuses
    /// itself.
    static void version(Optional<String> version) {
        if (version.filter(given -> !VERSIONS.contains(given)).isPresent()) {
            throw malformed(
                    DialectHeaders.VERSION,
                    "%s must be %s, not %s."
                            .formatted(
                                    DialectHeaders.VERSION,
                                    String.join(" or ", VERSIONS),
                                    version.get()));
        }
    }

    /// A request for an answer.
    static JsonDocument message(JsonDocument request) {
        prompt(request);
        requireType(request, "max_tokens", JsonType.NUMBER, "a whole number");
        if (request.integer("max_tokens").filter(number -> number >= 0).isEmpty()) {
            throw malformed(
                    "max_tokens",
                    "max_tokens must be a whole number of 0 or more, not %s."
                            .formatted(request.raw("max_tokens").orElseThrow()));
        }
        if (request.type("stream").filter(type -> type != JsonType.NULL).isPresent()) {
            requireType(request, "stream", JsonType.BOOLEAN, "true or false");
        }
        return request;
    }

    /// A request of which the tokens are to be counted.
    static JsonDocument prompt(JsonDocument request) {
        for (String name : RequestTranslation.READ) {
            if (request.isRepeated(name)) {
                throw malformed(name, name + " is given more than once.");
            }
        }
        requireType(request, "model", JsonType.STRING, "the id of a model");
        if (request.string("model").filter(String::isBlank).isPresent()) {
            throw malformed("model", "model must not be empty.");
        }
        requireType(request, "messages", JsonType.ARRAY, "an array of messages");
        if (request.isEmpty("messages")) {
            throw malformed("messages", "messages must hold one message at least.");
        }
        return request;
    }

    private static void requireType(
            JsonDocument request, String name, JsonType wanted, String inWords) {
        JsonType type =
                request.type(name)
                        .orElseThrow(
                                () ->
                                        new ForgeException(
                                                        CommonError.MISSING_PARAMETER,
                                                        "%s is missing: it must be %s."
                                                                .formatted(name, inWords))
                                                .withParam(name));
        if (type != wanted) {
            throw malformed(name, "%s must be %s, not %s.".formatted(name, inWords, name(type)));
        }
    }

    private static String name(JsonType type) {
        return type == JsonType.NULL
                ? "null"
                : "a value of type " + type.name().toLowerCase(Locale.ROOT);
    }

    private static ForgeException malformed(String name, String message) {
        return new ForgeException(CommonError.INVALID_PARAMETER, message).withParam(name);
    }
}
