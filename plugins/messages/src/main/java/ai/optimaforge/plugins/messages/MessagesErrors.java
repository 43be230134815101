// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.endpoint.ErrorFormat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/// Failures in Anthropic's words.
final class MessagesErrors implements ErrorFormat {
    private static final int UNAVAILABLE = 503;
    private static final int OVERLOADED = 529;

    @Override
    public int status(ForgeException failure) {
        int status = failure.errorCode().status();
        return status == UNAVAILABLE ? OVERLOADED : status;
    }

    @Override
    public Buffer body(ForgeException failure, String requestId) {
        JsonObject error =
                new JsonObject()
                        .put("type", type(status(failure)))
                        .put("message", failure.message());
        return new JsonObject()
                .put("type", "error")
                .put("error", error)
                .put("request_id", requestId)
                .toBuffer();
    }

    @Override
    public Buffer frame(ForgeException failure, String requestId) {
        return Buffer.buffer("event: error\ndata: ")
                .appendBuffer(body(failure, requestId))
                .appendString("\n\n");
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403, 451 -> "permission_error";
            case 404 -> "not_found_error";
            case 409 -> "conflict_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case OVERLOADED -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }
}
