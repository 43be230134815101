// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

import ai.optimaforge.distribution.support.Chunks;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.SseReply;
import ai.optimaforge.testing.upstream.ToolCall;
import ai.optimaforge.testing.upstream.Wire;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a model says, on OpenAI's wire: reasoning and refusals too.
record OpenAiReply(Said said, Fate fate) implements Reply {
    private static final int BYTES = 20;

    @Override
    public void play(RecordedRequest request, Wire wire) throws IOException {
        if (request.streamed()) {
            stream().play(request, wire);
        } else {
            whole().play(request, wire);
        }
    }

    private HttpReply whole() {
        JsonObject message = new JsonObject().put("role", "assistant").putNull("content");
        words().forEach(delta -> delta.forEach(member -> append(message, member.getKey(), delta)));
        if (!said.calls().isEmpty()) {
            message.put("tool_calls", calls(false));
        }
        JsonObject choice =
                new JsonObject()
                        .put("index", 0)
                        .put("message", message)
                        .put("finish_reason", finish());
        HttpReply reply =
                HttpReply.ok()
                        .body(
                                envelope("chat.completion")
                                        .put("choices", JsonArray.of(choice))
                                        .put("usage", usage()));
        return switch (fate) {
            case COMES -> reply;
            case DIES -> reply.closeAfter(BYTES);
            case STALLS -> reply.stallAfter(BYTES);
        };
    }

    private static void append(JsonObject message, String name, JsonObject delta) {
        String before = message.getString(name);
        message.put(name, (before == null ? "" : before) + delta.getString(name));
    }

    private SseReply stream() {
        List<String> data = new ArrayList<>();
        data.add(chunk(new JsonObject().put("role", "assistant").put("content", ""), ""));
        words().forEach(delta -> data.add(chunk(delta, "")));
        if (!said.calls().isEmpty()) {
            data.add(chunk(new JsonObject().put("tool_calls", calls(true)), ""));
        }
        data.add(chunk(new JsonObject(), finish()));
        data.add(
                envelope("chat.completion.chunk")
                        .put("choices", new JsonArray())
                        .put("usage", usage())
                        .encode());
        data.add(Chunks.DONE);
        SseReply reply = SseReply.ofData(data.toArray(String[]::new));
        return switch (fate) {
            case COMES -> reply;
            case DIES -> reply.closeAfter(2);
            case STALLS -> reply.stallAfter(2);
        };
    }

    /// The texts as they come, each in a member of its own.
    private List<JsonObject> words() {
        List<JsonObject> deltas = new ArrayList<>();
        if (!said.thoughts().isEmpty()) {
            deltas.add(new JsonObject().put("reasoning_content", said.thoughts()));
        }
        String member = said.end() == End.REFUSAL ? "refusal" : "content";
        if (!said.text().isEmpty()) {
            for (String half : Replies.halves(said.text())) {
                deltas.add(new JsonObject().put(member, half));
            }
        }
        return deltas;
    }

    private JsonArray calls(boolean streamed) {
        JsonArray calls = new JsonArray();
        for (ToolCall call : said.calls()) {
            JsonObject function =
                    new JsonObject().put("name", call.name()).put("arguments", call.arguments());
            JsonObject told = new JsonObject();
            if (streamed) {
                told.put("index", calls.size());
            }
            calls.add(told.put("id", call.id()).put("type", "function").put("function", function));
        }
        return calls;
    }

    private String finish() {
        return switch (said.end()) {
            case LENGTH -> "length";
            case CALLS -> "tool_calls";
            default -> "stop";
        };
    }

    private static String chunk(JsonObject delta, String finish) {
        JsonObject choice =
                new JsonObject()
                        .put("index", 0)
                        .put("delta", delta)
                        .put("finish_reason", finish.isEmpty() ? null : finish);
        return envelope("chat.completion.chunk").put("choices", JsonArray.of(choice)).encode();
    }

    private static JsonObject envelope(String object) {
        return new JsonObject()
                .put("id", "chatcmpl-fake")
                .put("object", object)
                .put("created", 7)
                .put("model", "fake");
    }

    private static JsonObject usage() {
        Said.Tokens tokens = Said.TOKENS;
        return new JsonObject()
                .put("prompt_tokens", tokens.prompt())
                .put("completion_tokens", tokens.answer())
                .put("total_tokens", tokens.prompt() + tokens.answer())
                .put(
                        "prompt_tokens_details",
                        new JsonObject().put("cached_tokens", tokens.cached()))
                .put(
                        "completion_tokens_details",
                        new JsonObject().put("reasoning_tokens", tokens.thought()));
    }
}
