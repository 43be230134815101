// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What the events of a response have shown of it so far.
final class Shown {
    private static final Set<String> NOTHING_YET =
            Set.of("response.created", "response.queued", "response.in_progress");

    private final Map<Integer, JsonObject> items = new TreeMap<>();
    private long next;
    private boolean anything;

    /// Takes the next events.
    void add(List<String> frames) {
        frames.forEach(frame -> add(Frames.event(frame)));
    }

    private void add(JsonObject event) {
        next++;
        String type = event.getString("type");
        if (NOTHING_YET.contains(type)) {
            return;
        }
        anything = true;
        switch (type) {
            case "response.output_item.added", "response.output_item.done" ->
                    items.put(event.getInteger("output_index"), event.getJsonObject("item"));
            case "response.output_text.delta" -> append(part(event, "output_text"), "text", event);
            case "response.refusal.delta" -> append(part(event, "refusal"), "refusal", event);
            case "response.function_call_arguments.delta" ->
                    append(item(event), "arguments", event);
            default -> {}
        }
    }

    private JsonObject item(JsonObject event) {
        return items.getOrDefault(event.getInteger("output_index"), new JsonObject());
    }

    private JsonObject part(JsonObject event, String type) {
        JsonObject item = item(event);
        JsonArray content = item.getJsonArray("content", new JsonArray());
        item.put("content", content);
        int index = event.getInteger("content_index");
        while (content.size() <= index) {
            content.add(
                    type.equals("refusal")
                            ? new JsonObject().put("type", type).put("refusal", "")
                            : new JsonObject()
                                    .put("type", type)
                                    .put("text", "")
                                    .put("annotations", new JsonArray()));
        }
        return content.getJsonObject(index);
    }

    private static void append(JsonObject to, String field, JsonObject event) {
        to.put(field, to.getString(field, "") + event.getString("delta"));
    }

    /// How many events there were.
    long count() {
        return next;
    }

    /// Whether anything of the answer itself has been shown.
    boolean isAnything() {
        return anything;
    }

    /// The items of the answer; one that had not ended is incomplete.
    JsonArray output() {
        JsonArray output = new JsonArray();
        items.values()
                .forEach(
                        item -> {
                            if ("in_progress".equals(item.getString("status"))) {
                                item.put("status", "incomplete");
                            }
                            output.add(item);
                        });
        return output;
    }
}
