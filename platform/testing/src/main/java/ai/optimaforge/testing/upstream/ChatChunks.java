// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The frames of a streamed chat completion, in OpenAI's order: role, content or tool calls,
/// finish, usage, `[DONE]`.
final class ChatChunks {
    private final ChatDocument document;
    private final boolean usage;
    private final List<String> frames = new ArrayList<>();

    ChatChunks(ChatDocument document, boolean usage) {
        this.document = document;
        this.usage = usage;
    }

    List<String> frames() {
        var first = new JsonObject().put("role", "assistant");
        if (document.toolCalls().isEmpty()) {
            first.put("content", "");
        } else {
            first.putNull("content");
        }
        delta(first.putNull("refusal"));
        document.content().forEach(text -> delta(new JsonObject().put("content", text)));
        for (int index = 0; index < document.toolCalls().size(); index++) {
            toolCall(index, document.toolCalls().get(index));
        }
        choice(new JsonObject(), document.finishReason());
        if (usage) {
            chunk(new JsonArray(), document.usage());
        }
        frames.add(SseReply.done());
        return frames;
    }

    private void toolCall(int index, ToolCall call) {
        var function = new JsonObject().put("name", call.name()).put("arguments", "");
        toolDelta(
                new JsonObject()
                        .put("index", index)
                        .put("id", call.id())
                        .put("type", "function")
                        .put("function", function));
        for (String fragment : call.fragments()) {
            toolDelta(
                    new JsonObject()
                            .put("index", index)
                            .put("function", new JsonObject().put("arguments", fragment)));
        }
    }

    private void toolDelta(JsonObject call) {
        delta(new JsonObject().put("tool_calls", new JsonArray().add(call)));
    }

    private void delta(JsonObject delta) {
        choice(delta, null);
    }

    private void choice(JsonObject delta, @Nullable String finish) {
        for (int index = 0; index < document.choices(); index++) {
            var choice =
                    new JsonObject()
                            .put("index", index)
                            .put("delta", delta)
                            .putNull("logprobs")
                            .put("finish_reason", finish);
            chunk(new JsonArray().add(choice), null);
        }
    }

    private void chunk(JsonArray choices, @Nullable JsonObject accounted) {
        var chunk = document.envelope("chat.completion.chunk").put("choices", choices);
        if (usage) {
            chunk.put("usage", accounted);
        }
        frames.add(SseReply.frame(chunk.encode()));
    }
}
