// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.anthropic;

import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.Reply;

import io.vertx.core.json.JsonObject;

import java.util.Optional;

/// Anthropic's Messages API, as an upstream speaks it that is well.
public final class AnthropicWire {
    private AnthropicWire() {}

    /// Whether a request is for this wire.
    public static boolean isFor(RecordedRequest request) {
        return request.path().startsWith("/v1/messages")
                || !request.header("anthropic-version").isEmpty();
    }

    /// What an upstream that is well, and has no script, answers.
    public static Reply answerTo(RecordedRequest request) {
        return switch (request.method() + " " + request.path()) {
            case "POST /v1/messages" -> MessageReply.of("Hello", " there", "!");
            case "POST /v1/messages/count_tokens" -> tokenCount(request);
            case "GET /v1/models" -> HttpReply.ok().body(FakeModels.list());
            default -> error(404, "Not found");
        };
    }

    private static Reply tokenCount(RecordedRequest request) {
        return HttpReply.ok()
                .body(new JsonObject().put("input_tokens", request.body().length / 4 + 1));
    }

    /// An error as Anthropic words it, of the type that goes with the status.
    public static HttpReply error(int status, String message) {
        return HttpReply.status(status).body(errorBody(type(status), message));
    }

    static JsonObject errorBody(String type, String message) {
        return new JsonObject()
                .put("type", "error")
                .put("error", new JsonObject().put("type", type).put("message", message))
                .put("request_id", "req_fake");
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }

    /// The signature of a model's thoughts. A request that brings thoughts with another one is
    /// refused.
    public static String signature(String thoughts) {
        return "sig_" + Integer.toHexString(thoughts.hashCode());
    }

    /// What the real service would say against the body of a request for a message; empty if it
    /// would take it.
    public static Optional<String> objection(JsonObject body) {
        try {
            RequestRules.checkBody(body);
            return Optional.empty();
        } catch (RefusedException refused) {
            return Optional.of(refused.message());
        }
    }

    /// The refusal of a request for a message that the real service would refuse.
    public static Optional<HttpReply> refusal(RecordedRequest request) {
        try {
            RequestRules.check(request);
            return Optional.empty();
        } catch (RefusedException refused) {
            return Optional.of(error(refused.status(), refused.message()));
        }
    }
}
