// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.anthropic;

import ai.optimaforge.testing.upstream.ToolCall;

import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A content block of an answer: whole, and as it begins and goes on in a stream.
record Block(JsonObject whole, JsonObject start, List<JsonObject> deltas) {
    static Block text(String... fragments) {
        return new Block(
                typed("text").put("text", String.join("", fragments)),
                typed("text").put("text", ""),
                deltas("text_delta", "text", Arrays.asList(fragments)));
    }

    static Block thinking(String... fragments) {
        String thoughts = String.join("", fragments);
        String signature = AnthropicWire.signature(thoughts);
        List<JsonObject> deltas =
                new ArrayList<>(deltas("thinking_delta", "thinking", Arrays.asList(fragments)));
        deltas.add(typed("signature_delta").put("signature", signature));
        return new Block(
                typed("thinking").put("thinking", thoughts).put("signature", signature),
                typed("thinking").put("thinking", "").put("signature", ""),
                deltas);
    }

    static Block redacted(String data) {
        JsonObject block = typed("redacted_thinking").put("data", data);
        return new Block(block, block, List.of());
    }

    static Block toolUse(ToolCall call) {
        JsonObject start =
                typed("tool_use")
                        .put("id", call.id())
                        .put("name", call.name())
                        .put("input", new JsonObject());
        String arguments = call.arguments();
        JsonObject whole = start.copy();
        if (!arguments.isEmpty()) {
            whole.put("input", new JsonObject(arguments));
        }
        return new Block(
                whole, start, deltas("input_json_delta", "partial_json", call.fragments()));
    }

    boolean isToolUse() {
        return "tool_use".equals(whole.getString("type"));
    }

    private static List<JsonObject> deltas(String type, String name, List<String> fragments) {
        return fragments.stream().map(fragment -> typed(type).put(name, fragment)).toList();
    }

    private static JsonObject typed(String type) {
        return new JsonObject().put("type", type);
    }
}
