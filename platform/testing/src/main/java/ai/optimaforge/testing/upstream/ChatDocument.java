// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;

/// A chat completion as OpenAI writes it.
record ChatDocument(
        String id,
        String model,
        int choices,
        List<String> content,
        List<ToolCall> toolCalls,
        String finishReason,
        int promptTokens,
        int completionTokens) {
    private static final long CREATED = 1_735_689_600;

    /// What the whole object and each chunk begin with.
    JsonObject envelope(String object) {
        return new JsonObject()
                .put("id", id)
                .put("object", object)
                .put("created", CREATED)
                .put("model", model)
                .put("service_tier", "default")
                .put("system_fingerprint", "fp_fake");
    }

    JsonObject json() {
        var all = new JsonArray();
        for (int index = 0; index < choices; index++) {
            all.add(
                    new JsonObject()
                            .put("index", index)
                            .put("message", message())
                            .putNull("logprobs")
                            .put("finish_reason", finishReason));
        }
        return envelope("chat.completion").put("choices", all).put("usage", usage());
    }

    JsonObject usage() {
        return new JsonObject()
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", completionTokens)
                .put("total_tokens", promptTokens + completionTokens)
                .put(
                        "prompt_tokens_details",
                        new JsonObject().put("cached_tokens", 0).put("audio_tokens", 0))
                .put(
                        "completion_tokens_details",
                        new JsonObject()
                                .put("reasoning_tokens", 0)
                                .put("audio_tokens", 0)
                                .put("accepted_prediction_tokens", 0)
                                .put("rejected_prediction_tokens", 0));
    }

    private JsonObject message() {
        var message = new JsonObject().put("role", "assistant");
        if (toolCalls.isEmpty()) {
            message.put("content", String.join("", content));
        } else {
            var calls = new JsonArray();
            toolCalls.forEach(call -> calls.add(toolCall(call)));
            message.putNull("content").put("tool_calls", calls);
        }
        return message.putNull("refusal").put("annotations", new JsonArray());
    }

    private static JsonObject toolCall(ToolCall call) {
        var function = new JsonObject().put("name", call.name()).put("arguments", call.arguments());
        return new JsonObject()
                .put("id", call.id())
                .put("type", "function")
                .put("function", function);
    }
}
