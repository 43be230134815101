// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.fast;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// Answers of `generateContent` as Gemini has them. It tells the usage unasked, and its stream
/// ends with the body.
final class GeminiAnswers {
    private GeminiAnswers() {}

    static CannedAnswers of(Shape shape) {
        Buffer end = frame(stopped("", shape.deltas())).appendBuffer(HttpBytes.end());
        return new CannedAnswers(
                HttpBytes.json(stopped("x".repeat(shape.contentBytes()), shape.deltas())),
                HttpBytes.json(modelList()),
                HttpBytes.streamHead(),
                frame(response(candidate(CannedAnswers.TEXT), 1)),
                end,
                end);
    }

    private static JsonObject stopped(String text, int tokens) {
        return response(candidate(text).put("finishReason", "STOP"), tokens);
    }

    private static JsonObject candidate(String text) {
        var parts = new JsonArray().add(new JsonObject().put("text", text));
        return new JsonObject()
                .put("content", new JsonObject().put("parts", parts).put("role", "model"))
                .put("index", 0);
    }

    private static JsonObject response(JsonObject candidate, int tokens) {
        var usage =
                new JsonObject()
                        .put("promptTokenCount", CannedAnswers.PROMPT_TOKENS)
                        .put("candidatesTokenCount", tokens)
                        .put("totalTokenCount", CannedAnswers.PROMPT_TOKENS + tokens);
        return new JsonObject()
                .put("candidates", new JsonArray().add(candidate))
                .put("usageMetadata", usage)
                .put("modelVersion", CannedAnswers.MODEL)
                .put("responseId", "fast");
    }

    /// An event with the line ends that Google has.
    private static Buffer frame(JsonObject response) {
        return HttpBytes.chunk("data: " + response.encode() + "\r\n\r\n");
    }

    private static JsonObject modelList() {
        var model =
                new JsonObject()
                        .put("name", "models/" + CannedAnswers.MODEL)
                        .put("displayName", "Fake")
                        .put("inputTokenLimit", 1_048_576)
                        .put("outputTokenLimit", 65_536)
                        .put("supportedGenerationMethods", JsonArray.of("generateContent"));
        return new JsonObject().put("models", new JsonArray().add(model));
    }
}
