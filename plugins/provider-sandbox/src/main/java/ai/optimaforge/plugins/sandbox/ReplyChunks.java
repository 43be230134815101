// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatChunk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/// Writes a reply as OpenAI's `chat.completion.chunk`s, word by word. A chunk is made when it is
/// asked for.
final class ReplyChunks {
    private final Reply reply;
    private final boolean includeUsage;
    private final List<JsonObject> deltas = new ArrayList<>();

    ReplyChunks(Reply reply, boolean includeUsage) {
        this.reply = reply;
        this.includeUsage = includeUsage;
    }

    Iterator<ChatChunk> iterator() {
        for (int choice = 0; choice < reply.choices(); choice++) {
            addRole(choice);
        }
        for (String word : reply.words()) {
            for (int choice = 0; choice < reply.choices(); choice++) {
                add(choice, new JsonObject().put("content", word), null);
            }
        }
        for (int choice = 0; choice < reply.choices(); choice++) {
            for (int call = 0; call < reply.calls().size(); call++) {
                addCall(choice, call);
            }
            add(choice, new JsonObject(), reply.finishReason());
        }
        int total = deltas.size() + (includeUsage ? 1 : 0);
        return IntStream.range(0, total).mapToObj(this::chunk).iterator();
    }

    private void addRole(int choice) {
        JsonObject delta = new JsonObject().put("role", "assistant");
        add(
                choice,
                reply.calls().isEmpty() ? delta.put("content", "") : delta.putNull("content"),
                null);
    }

    private void addCall(int choice, int index) {
        add(choice, calls(ReplyJson.call(reply, choice, index, "").put("index", index)), null);
        for (String word : Words.of(reply.calls().get(index).arguments())) {
            JsonObject arguments = new JsonObject().put("arguments", word);
            add(
                    choice,
                    calls(new JsonObject().put("index", index).put("function", arguments)),
                    null);
        }
    }

    private static JsonObject calls(JsonObject call) {
        return new JsonObject().put("tool_calls", new JsonArray().add(call));
    }

    private void add(int choice, JsonObject delta, @Nullable String finishReason) {
        deltas.add(
                new JsonObject()
                        .put("index", choice)
                        .put("delta", delta)
                        .putNull("logprobs")
                        .put("finish_reason", finishReason));
    }

    private ChatChunk chunk(int index) {
        JsonObject chunk = ReplyJson.envelope(reply, "chat.completion.chunk");
        boolean last = index == deltas.size();
        chunk.put("choices", last ? new JsonArray() : new JsonArray().add(deltas.get(index)));
        if (includeUsage) {
            chunk.put("usage", last ? ReplyJson.usage(reply) : null);
        }
        return new ChatChunk(JsonDocument.of(chunk));
    }
}
