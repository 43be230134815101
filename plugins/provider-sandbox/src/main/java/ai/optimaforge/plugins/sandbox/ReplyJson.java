// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// Writes a reply as OpenAI's `chat.completion`, and what its chunks have in common with it.
final class ReplyJson {
    private ReplyJson() {}

    static JsonDocument whole(Reply reply) {
        JsonArray choices = new JsonArray();
        for (int index = 0; index < reply.choices(); index++) {
            choices.add(
                    new JsonObject()
                            .put("index", index)
                            .put("message", message(reply, index))
                            .putNull("logprobs")
                            .put("finish_reason", reply.finishReason()));
        }
        return JsonDocument.of(
                envelope(reply, "chat.completion")
                        .put("choices", choices)
                        .put("usage", usage(reply)));
    }

    private static JsonObject message(Reply reply, int choice) {
        JsonObject message = new JsonObject().put("role", "assistant");
        if (reply.calls().isEmpty()) {
            return message.put("content", String.join("", reply.words())).putNull("refusal");
        }
        JsonArray calls = new JsonArray();
        for (int i = 0; i < reply.calls().size(); i++) {
            ToolCall call = reply.calls().get(i);
            calls.add(call(reply, choice, i, call.arguments()));
        }
        return message.putNull("content").putNull("refusal").put("tool_calls", calls);
    }

    static JsonObject call(Reply reply, int choice, int index, String arguments) {
        String suffix = reply.id().substring(reply.id().lastIndexOf('-') + 1);
        return new JsonObject()
                .put("id", "call_sandbox_" + suffix + "_" + choice + "_" + index)
                .put("type", "function")
                .put(
                        "function",
                        new JsonObject()
                                .put("name", reply.calls().get(index).name())
                                .put("arguments", arguments));
    }

    static JsonObject envelope(Reply reply, String object) {
        return new JsonObject()
                .put("id", reply.id())
                .put("object", object)
                .put("created", reply.created())
                .put("model", SandboxProvider.CHAT_MODEL)
                .put("system_fingerprint", "sandbox");
    }

    static JsonObject usage(Reply reply) {
        return new JsonObject()
                .put("prompt_tokens", reply.promptWords())
                .put("completion_tokens", reply.completionWords())
                .put("total_tokens", reply.promptWords() + reply.completionWords())
                .put("prompt_tokens_details", new JsonObject().put("cached_tokens", 0))
                .put("completion_tokens_details", new JsonObject().put("reasoning_tokens", 0));
    }
}
