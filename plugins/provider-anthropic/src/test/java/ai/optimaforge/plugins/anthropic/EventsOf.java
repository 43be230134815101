// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The events by which a message is streamed, its texts cut anywhere.
final class EventsOf {
    private final Random random;
    private final List<JsonObject> events = new ArrayList<>();

    private EventsOf(Random random) {
        this.random = random;
    }

    static List<JsonObject> message(JsonObject message, Random random) {
        EventsOf stream = new EventsOf(random);
        stream.add(
                new JsonObject()
                        .put("type", "message_start")
                        .put("message", message.copy().put("content", new JsonArray())));
        message.getJsonArray("content").forEach(block -> stream.block((JsonObject) block));
        JsonObject delta = new JsonObject().put("stop_reason", message.getString("stop_reason"));
        stream.add(new JsonObject().put("type", "message_delta").put("delta", delta));
        stream.add(new JsonObject().put("type", "message_stop"));
        return stream.events;
    }

    private void add(JsonObject event) {
        if (random.nextInt(5) == 0) {
            events.add(new JsonObject().put("type", "ping"));
        }
        events.add(event);
    }

    private void block(JsonObject block) {
        JsonObject start = block.copy();
        List<JsonObject> deltas = new ArrayList<>();
        switch (block.getString("type")) {
            case "text" -> {
                start.put("text", "");
                cut("text_delta", "text", block.getString("text"), deltas);
            }
            case "thinking" -> {
                start.put("thinking", "").put("signature", "");
                cut("thinking_delta", "thinking", block.getString("thinking"), deltas);
                cut("signature_delta", "signature", block.getString("signature"), deltas);
            }
            case "tool_use" -> {
                JsonObject input = block.getJsonObject("input");
                start.put("input", new JsonObject());
                cut(
                        "input_json_delta",
                        "partial_json",
                        input.isEmpty() ? "" : input.encode(),
                        deltas);
            }
            default -> {
                // comes whole
            }
        }
        add(new JsonObject().put("type", "content_block_start").put("content_block", start));
        for (JsonObject delta : deltas) {
            add(new JsonObject().put("type", "content_block_delta").put("delta", delta));
        }
        add(new JsonObject().put("type", "content_block_stop"));
    }

    private void cut(String type, String name, String text, List<JsonObject> deltas) {
        int at = 0;
        while (at < text.length()) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(4));
            if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
                end++;
            }
            deltas.add(new JsonObject().put("type", type).put(name, text.substring(at, end)));
            at = end;
        }
        if (random.nextInt(3) == 0) {
            deltas.add(new JsonObject().put("type", type).put(name, ""));
        }
    }
}
