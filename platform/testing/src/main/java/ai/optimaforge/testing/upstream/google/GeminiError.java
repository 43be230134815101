// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.google;

import ai.optimaforge.testing.upstream.HttpReply;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// Errors as Google words them.
public final class GeminiError {
    private GeminiError() {}

    /// An error.
    ///
    /// @param code the HTTP status
    /// @param status Google's word for it, for instance `INVALID_ARGUMENT`
    public static HttpReply of(int code, String status, String message) {
        return HttpReply.status(code).body(body(code, status, message));
    }

    /// An error whose word follows from the HTTP status.
    public static HttpReply of(int code, String message) {
        return of(code, word(code), message);
    }

    /// The document of an error, as it also comes in the midst of a stream.
    public static JsonObject body(int code, String status, String message, JsonObject... details) {
        var error = new JsonObject().put("code", code).put("message", message);
        error.put("status", status);
        if (details.length > 0) {
            var all = new JsonArray();
            for (JsonObject detail : details) {
                all.add(detail);
            }
            error.put("details", all);
        }
        return new JsonObject().put("error", error);
    }

    /// Google does not know the key, which it calls a malformed request.
    public static HttpReply badKey() {
        var detail =
                new JsonObject()
                        .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                        .put("reason", "API_KEY_INVALID")
                        .put("domain", "googleapis.com");
        return HttpReply.status(400)
                .body(
                        body(
                                400,
                                "INVALID_ARGUMENT",
                                "API key not valid. Please pass a valid API key.",
                                detail));
    }

    /// Too many requests.
    ///
    /// @param retryDelay when to come again, as protobuf writes it: `30s`
    public static HttpReply quota(String retryDelay) {
        var detail =
                new JsonObject()
                        .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                        .put("retryDelay", retryDelay);
        return HttpReply.status(429)
                .body(
                        body(
                                429,
                                "RESOURCE_EXHAUSTED",
                                "You exceeded your current quota.",
                                new JsonObject()
                                        .put("@type", "type.googleapis.com/google.rpc.Help"),
                                detail));
    }

    /// Google is overloaded.
    public static HttpReply overloaded() {
        return of(503, "The model is overloaded. Please try again later.");
    }

    private static String word(int code) {
        return switch (code) {
            case 400 -> "INVALID_ARGUMENT";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503, 529 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> "INTERNAL";
        };
    }
}
