// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.fast;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

/// Chat completions as OpenAI has them.
final class OpenAiAnswers {
    private OpenAiAnswers() {}

    static CannedAnswers of(Shape shape) {
        var role = new JsonObject().put("role", "assistant").put("content", "");
        Buffer finish = chunk(new JsonObject(), "stop");
        Buffer done = HttpBytes.chunk("data: [DONE]\n\n").appendBuffer(HttpBytes.end());
        var accounted = envelope("chat.completion.chunk").put("choices", new JsonArray());
        Buffer usage = frame(accounted.put("usage", usage(shape.deltas())));
        return new CannedAnswers(
                HttpBytes.json(completion("x".repeat(shape.contentBytes()), shape.deltas())),
                HttpBytes.json(modelList()),
                HttpBytes.streamHead().appendBuffer(chunk(role, null)),
                chunk(new JsonObject().put("content", CannedAnswers.TEXT), null),
                finish.copy().appendBuffer(done),
                finish.copy().appendBuffer(usage).appendBuffer(done));
    }

    private static Buffer chunk(JsonObject delta, @Nullable String finish) {
        var choice =
                new JsonObject()
                        .put("index", 0)
                        .put("delta", delta)
                        .putNull("logprobs")
                        .put("finish_reason", finish);
        return frame(envelope("chat.completion.chunk").put("choices", new JsonArray().add(choice)));
    }

    private static Buffer frame(JsonObject chunk) {
        return HttpBytes.chunk("data: " + chunk.encode() + "\n\n");
    }

    private static JsonObject envelope(String object) {
        return new JsonObject()
                .put("id", "chatcmpl-fast")
                .put("object", object)
                .put("created", 1_735_689_600)
                .put("model", CannedAnswers.MODEL)
                .put("system_fingerprint", "fp_fast");
    }

    private static JsonObject completion(String text, int tokens) {
        var message =
                new JsonObject().put("role", "assistant").put("content", text).putNull("refusal");
        var choice =
                new JsonObject()
                        .put("index", 0)
                        .put("message", message)
                        .putNull("logprobs")
                        .put("finish_reason", "stop");
        return envelope("chat.completion")
                .put("choices", new JsonArray().add(choice))
                .put("usage", usage(tokens));
    }

    private static JsonObject usage(int tokens) {
        return new JsonObject()
                .put("prompt_tokens", CannedAnswers.PROMPT_TOKENS)
                .put("completion_tokens", tokens)
                .put("total_tokens", CannedAnswers.PROMPT_TOKENS + tokens)
                .put("prompt_tokens_details", new JsonObject().put("cached_tokens", 0))
                .put("completion_tokens_details", new JsonObject().put("reasoning_tokens", 0));
    }

    private static JsonObject modelList() {
        var model =
                new JsonObject()
                        .put("id", CannedAnswers.MODEL)
                        .put("object", "model")
                        .put("created", 1_735_689_600)
                        .put("owned_by", "fake");
        return new JsonObject().put("object", "list").put("data", new JsonArray().add(model));
    }
}
