// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

import ai.optimaforge.testing.client.ApiResponse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;

/// The model's turn as a client keeps it for its next request: every member, known or not.
final class Sent {
    private Sent() {}

    static JsonObject back(ApiResponse answer, Surface surface) {
        if (surface.isChat()) {
            return surface.streamed() ? ofChunks(events(answer)) : ofChat(answer.json());
        }
        JsonArray content =
                surface.streamed()
                        ? ofEvents(events(answer))
                        : answer.json().getJsonArray("content");
        return new JsonObject().put("role", "assistant").put("content", content);
    }

    private static JsonObject ofChat(JsonObject answer) {
        return answer.getJsonArray("choices").getJsonObject(0).getJsonObject("message");
    }

    private static List<JsonObject> events(ApiResponse answer) {
        List<JsonObject> events = new ArrayList<>();
        for (String line : answer.text().split("\n", -1)) {
            if (line.startsWith("data: {")) {
                events.add(new JsonObject(line.substring("data: ".length())));
            }
        }
        return events;
    }

    private static JsonObject ofChunks(List<JsonObject> chunks) {
        JsonObject message = new JsonObject();
        for (JsonObject chunk : chunks) {
            if (!chunk.getJsonArray("choices").isEmpty()) {
                add(chunk.getJsonArray("choices").getJsonObject(0).getJsonObject("delta"), message);
            }
        }
        return message;
    }

    /// What is a text goes on, but for ids and names; calls of tools go on by their index.
    private static void add(JsonObject delta, JsonObject whole) {
        for (String name : delta.fieldNames()) {
            Object value = delta.getValue(name);
            if (name.equals("tool_calls")) {
                for (Object call : delta.getJsonArray(name)) {
                    addCall((JsonObject) call, whole);
                }
            } else if (value instanceof JsonArray more) {
                more.forEach(array(whole, name)::add);
            } else if (value instanceof JsonObject object) {
                if (!whole.containsKey(name)) {
                    whole.put(name, new JsonObject());
                }
                add(object, whole.getJsonObject(name));
            } else if (value instanceof String text && whole.getValue(name) instanceof String old) {
                boolean fixed = name.equals("role") || name.equals("id") || name.equals("type");
                whole.put(name, fixed ? text : old + text);
            } else if (value != null || !whole.containsKey(name)) {
                whole.put(name, value);
            }
        }
    }

    private static void addCall(JsonObject delta, JsonObject message) {
        JsonObject call = delta.copy();
        int index = (Integer) call.remove("index");
        JsonArray calls = array(message, "tool_calls");
        if (index == calls.size()) {
            calls.add(new JsonObject());
        }
        add(call, calls.getJsonObject(index));
    }

    private static JsonArray array(JsonObject holder, String name) {
        if (!(holder.getValue(name) instanceof JsonArray)) {
            holder.put(name, new JsonArray());
        }
        return holder.getJsonArray(name);
    }

    private static JsonArray ofEvents(List<JsonObject> events) {
        JsonArray blocks = new JsonArray();
        StringBuilder input = new StringBuilder();
        for (JsonObject event : events) {
            switch (event.getString("type")) {
                case "content_block_start" -> blocks.add(event.getJsonObject("content_block"));
                case "content_block_delta" ->
                        grow(
                                blocks.getJsonObject(event.getInteger("index")),
                                event.getJsonObject("delta"),
                                input);
                case "content_block_stop" -> {
                    if (!input.isEmpty()) {
                        blocks.getJsonObject(event.getInteger("index"))
                                .put("input", new JsonObject(input.toString()));
                        input.setLength(0);
                    }
                }
                default -> {}
            }
        }
        return blocks;
    }

    private static void grow(JsonObject block, JsonObject delta, StringBuilder input) {
        switch (delta.getString("type")) {
            case "text_delta" -> grow(block, delta, "text");
            case "thinking_delta" -> grow(block, delta, "thinking");
            case "signature_delta" -> grow(block, delta, "signature");
            case "input_json_delta" -> input.append(delta.getString("partial_json"));
            default -> {}
        }
    }

    private static void grow(JsonObject block, JsonObject delta, String name) {
        block.put(name, block.getString(name, "") + delta.getString(name));
    }
}
