// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonFormatException;
import ai.optimaforge.spi.json.JsonType;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.toolkit.UpstreamJson;

import io.vertx.core.buffer.Buffer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Errors as Google has them:
/// `{"error":{"code":429,"message":"…","status":"RESOURCE_EXHAUSTED","details":[…]}}`.
final class GoogleErrors {
    private static final int LONGEST_MESSAGE = 1000;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAUTHORIZED = 401;
    private static final int OVERLOADED = 529;

    private GoogleErrors() {}

    /// A whole answer, or an event of a stream.
    ///
    /// @throws UpstreamException if it is an error, or no object
    static JsonDocument parse(byte[] json, String what) {
        JsonDocument document = UpstreamJson.parse(json, what);
        error(document)
                .ifPresent(
                        failure -> {
                            throw failure;
                        });
        return document;
    }

    /// The error that a document holds.
    static Optional<UpstreamException> error(JsonDocument document) {
        return document.type("error")
                .filter(type -> type != JsonType.NULL)
                .map(type -> document.object("error").orElse(JsonDocument.empty()))
                .map(error -> meaning(error, BAD_GATEWAY));
    }

    /// What a refusal means, see [ai.optimaforge.toolkit.RefusalReader].
    static UpstreamException refusal(UpstreamException plain, Buffer body) {
        Optional<UpstreamException> said =
                object(body)
                        .flatMap(document -> document.object("error"))
                        .map(error -> meaning(error, plain.status()));
        if (said.isEmpty()) {
            return plain;
        }
        return said.get().retryAfter().isPresent()
                ? said.get()
                : plain.retryAfter().map(said.get()::withRetryAfter).orElse(said.get());
    }

    /// The error in the body of an answer that should be something else.
    static Optional<UpstreamException> inside(Buffer body) {
        return object(body).flatMap(GoogleErrors::error);
    }

    /// A body's object. Where a stream was asked for, it may be the only one of an array.
    private static Optional<JsonDocument> object(Buffer body) {
        boolean array = body.length() > 0 && body.getByte(0) == '[';
        try {
            return array
                    ? JsonDocument.parse(
                                    Buffer.buffer("{\"all\":").appendBuffer(body).appendString("}"))
                            .objects("all")
                            .stream()
                            .findFirst()
                    : Optional.of(JsonDocument.parse(body));
        } catch (JsonFormatException noJson) {
            return Optional.empty();
        }
    }

    private static UpstreamException meaning(JsonDocument error, int usual) {
        List<JsonDocument> details = error.objects("details");
        UpstreamException meant =
                UpstreamException.answered(
                        status(error, details, usual), shortened(error.string("message")));
        return details.stream()
                .flatMap(detail -> detail.string("retryDelay").stream())
                .flatMap(delay -> seconds(delay).stream())
                .findFirst()
                .map(meant::withRetryAfter)
                .orElse(meant);
    }

    private static int status(JsonDocument error, List<JsonDocument> details, int usual) {
        int code =
                error.integer("code")
                        .filter(given -> given >= 400 && given <= 599)
                        .map(Long::intValue)
                        .orElse(usual);
        if (code == 400 && details.stream().anyMatch(GoogleErrors::isBadKey)) {
            // Google says of a key that it does not know that the request is wrong, but it is
            // not the client who can mend it
            return UNAUTHORIZED;
        }
        boolean overload = error.string("status").filter("UNAVAILABLE"::equals).isPresent();
        return code == 503 && overload ? OVERLOADED : code;
    }

    private static boolean isBadKey(JsonDocument detail) {
        return detail.string("reason").filter(reason -> reason.startsWith("API_KEY_")).isPresent();
    }

    private static String shortened(Optional<String> message) {
        String text = message.orElse("");
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }

    /// A duration as protobuf writes it in JSON: `30s`, `1.5s`.
    private static Optional<Duration> seconds(String text) {
        if (!text.endsWith("s")) {
            return Optional.empty();
        }
        try {
            double seconds = Double.parseDouble(text.substring(0, text.length() - 1));
            return Optional.of(Duration.ofMillis((long) (seconds * 1000)))
                    .filter(delay -> !delay.isNegative());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
