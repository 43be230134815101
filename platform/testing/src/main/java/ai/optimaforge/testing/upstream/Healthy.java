// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import ai.optimaforge.testing.upstream.anthropic.AnthropicWire;
import ai.optimaforge.testing.upstream.google.GeminiWire;

import io.vertx.core.json.DecodeException;

/// What an upstream that is well, and has no script, answers.
final class Healthy {
    private Healthy() {}

    static Reply answerTo(RecordedRequest request) {
        if (AnthropicWire.isFor(request)) {
            return AnthropicWire.answerTo(request);
        }
        return GeminiWire.answerTo(request).orElseGet(() -> openAi(request));
    }

    private static Reply openAi(RecordedRequest request) {
        return switch (request.method() + " " + request.path()) {
            case "POST /v1/chat/completions" -> json(request, ChatReply.of("Hello", " there", "!"));
            case "POST /v1/embeddings" -> json(request, EmbeddingReply.of(8));
            case "GET /v1/models" -> ModelListReply.of("fake");
            default ->
                    HttpReply.error(
                            404,
                            "invalid_request_error",
                            "unknown_url",
                            "Unknown request URL: " + request.method() + " " + request.path());
        };
    }

    private static Reply json(RecordedRequest request, Reply answer) {
        try {
            request.json();
            return answer;
        } catch (DecodeException e) {
            String message = "We could not parse the JSON body of your request.";
            return HttpReply.error(400, "invalid_request_error", "invalid_json", message);
        }
    }
}
