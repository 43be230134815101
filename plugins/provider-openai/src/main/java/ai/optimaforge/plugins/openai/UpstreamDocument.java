// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.toolkit.UpstreamJson;

import io.vertx.core.buffer.Buffer;

import java.util.Optional;

/// What an upstream sends in OpenAI's dialect: an object, which may be an error in spite of a
/// status of 200.
final class UpstreamDocument {
    private static final int BAD_GATEWAY = 502;

    private UpstreamDocument() {}

    /// A whole answer.
    ///
    /// @param subject the member without which an answer with an error is nothing but the error
    /// @throws UpstreamException if it is an error, or no object
    static JsonDocument parse(Buffer body, String subject) {
        JsonDocument answer = UpstreamJson.parse(body.getBytes(), "its answer");
        if (!answer.has(subject)) {
            error(answer)
                    .ifPresent(
                            failure -> {
                                throw failure;
                            });
        }
        return answer;
    }

    /// The error that a document holds. Most upstreams have it as an object, some as a text.
    static Optional<UpstreamException> error(JsonDocument document) {
        return document.type("error")
                .filter(type -> type != JsonType.NULL)
                .map(type -> failure(document));
    }

    private static UpstreamException failure(JsonDocument document) {
        JsonDocument error = document.object("error").orElse(JsonDocument.empty());
        int status = status(error, "code").or(() -> status(error, "status")).orElse(BAD_GATEWAY);
        String message =
                error.string("message")
                        .or(() -> document.string("error"))
                        .or(() -> document.string("message"))
                        .orElse("");
        return UpstreamException.answered(status, message);
    }

    private static Optional<Integer> status(JsonDocument error, String name) {
        return error.integer(name).filter(code -> code >= 400 && code <= 599).map(Long::intValue);
    }
}
