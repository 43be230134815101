// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.toolkit.UpstreamJson;

import io.vertx.core.buffer.Buffer;

import java.util.Optional;

/// What an upstream sends: an object, which may be an error in spite of a status of 200.
final class UpstreamDocument {
    private UpstreamDocument() {}

    /// A whole answer.
    ///
    /// @throws UpstreamException if it is an error, or no object
    static JsonDocument parse(Buffer body) {
        JsonDocument answer = UpstreamJson.parse(body.getBytes(), "its answer");
        error(answer)
                .ifPresent(
                        failure -> {
                            throw failure;
                        });
        return answer;
    }

    /// The error that a document is.
    static Optional<UpstreamException> error(JsonDocument document) {
        if (document.string("type").filter("error"::equals).isEmpty()) {
            return Optional.empty();
        }
        JsonDocument error = document.object("error").orElse(JsonDocument.empty());
        return Optional.of(
                UpstreamException.answered(
                        status(error.string("type").orElse("")),
                        error.string("message").orElse("")));
    }

    /// The status with which an error comes when it comes before the answer.
    private static int status(String type) {
        return switch (type) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "billing_error" -> 402;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "request_too_large" -> 413;
            case "rate_limit_error" -> 429;
            case "api_error" -> 500;
            case "timeout_error" -> 504;
            case "overloaded_error" -> 529;
            default -> 502;
        };
    }
}
