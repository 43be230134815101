// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import ai.optimaforge.testing.upstream.fast.FastUpstream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

/// A chat call to be made.
///
/// @param messages what was said so far, in plain ASCII
/// @param stream whether a stream is asked for
record ChatCall(JsonArray messages, boolean stream) implements ApiCall {
    /// What is left of a body of about a kilobyte once its frame is taken off.
    private static final int KILOBYTE = 900;

    private static final int TOOL_ROUNDS = 99;
    private static final String PROSE =
            "She said \"it depends\", and went on:\n- on the day;\n- on the hour.\n".repeat(46);
    private static final String ARGUMENTS =
            new JsonObject().put("query", "x".repeat(200)).put("limit", 10).encode();

    /// A whole answer to a body of about a kilobyte.
    static ChatCall small() {
        return saying("x".repeat(KILOBYTE), false);
    }

    /// A whole answer to a body of about 100 KB.
    static ChatCall large() {
        return saying("x".repeat(100_000), false);
    }

    /// A stream.
    static ChatCall streamed() {
        return saying("x".repeat(KILOBYTE), true);
    }

    /// A whole answer that never comes.
    static ChatCall stalled() {
        return saying(FastUpstream.STALL, false);
    }

    /// A whole answer to a history of 400 messages and about a megabyte, with calls of tools in
    /// it and line ends and quotes in its texts.
    static ChatCall history() {
        var messages = JsonArray.of(said("system", PROSE));
        for (int round = 0; round < TOOL_ROUNDS; round++) {
            String id = "call_" + round;
            messages.add(said("user", PROSE))
                    .add(said("assistant", null).put("tool_calls", toolCall(id)))
                    .add(said("tool", PROSE).put("tool_call_id", id))
                    .add(said("assistant", PROSE));
        }
        messages.add(said("user", PROSE)).add(said("assistant", PROSE)).add(said("user", PROSE));
        return new ChatCall(messages, false);
    }

    private static JsonArray toolCall(String id) {
        var function = new JsonObject().put("name", "look_up").put("arguments", ARGUMENTS);
        return JsonArray.of(
                new JsonObject().put("id", id).put("type", "function").put("function", function));
    }

    static ChatCall saying(String content, boolean stream) {
        return new ChatCall(JsonArray.of(said("user", content)), stream);
    }

    private static JsonObject said(String role, @Nullable String content) {
        return new JsonObject().put("role", role).put("content", content);
    }

    @Override
    public String path() {
        return "/chat/completions";
    }

    @Override
    public String body(Target target) {
        var body = new JsonObject().put("model", target.model()).put("stream", stream);
        return body.put("messages", messages).put("temperature", 1).encode();
    }
}
