// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.util.Objects.requireNonNull;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads the events of a response as a strict client does: an order that the grammar does not
/// allow, a number that is not the next or deltas that do not add up to what is told at the end
/// fail the test.
final class EventGrammar {
    private static final Set<String> LAST =
            Set.of("response.completed", "response.incomplete", "response.failed");

    private final List<JsonObject> items = new ArrayList<>();
    private @Nullable JsonObject open;
    private @Nullable String openPart;
    private StringBuilder text = new StringBuilder();
    private int parts;

    /// The response of the last event.
    static JsonObject read(List<JsonObject> events) {
        EventGrammar grammar = new EventGrammar();
        for (int i = 0; i < events.size(); i++) {
            assertEquals(i, events.get(i).getInteger("sequence_number"), "a gap");
        }
        assertEquals("response.created", events.getFirst().getString("type"));
        assertEquals("response.in_progress", events.get(1).getString("type"));
        boolean failed = false;
        for (JsonObject event : events.subList(2, events.size() - 1)) {
            assertFalse(failed, "nothing but the last event follows an error");
            failed = event.getString("type").equals("error");
            if (!failed) {
                grammar.next(event);
            }
        }
        JsonObject last = events.getLast();
        assertTrue(LAST.contains(last.getString("type")), last::encode);
        assertNull(grammar.open, "an item was not done");
        JsonObject response = last.getJsonObject("response");
        assertEquals(grammar.items, response.getJsonArray("output").stream().toList());
        return response;
    }

    private void next(JsonObject event) {
        switch (event.getString("type")) {
            case "response.output_item.added" -> {
                assertNull(open, event::encode);
                assertEquals(items.size(), event.getInteger("output_index"));
                open = event.getJsonObject("item");
                parts = 0;
            }
            case "response.output_item.done" -> {
                assertEquals(id(), event.getJsonObject("item").getString("id"));
                assertNull(openPart, event::encode);
                items.add(event.getJsonObject("item"));
                open = null;
            }
            case "response.content_part.added", "response.reasoning_summary_part.added" ->
                    begun(event, event.getJsonObject("part").getString("type"));
            case "response.content_part.done", "response.reasoning_summary_part.done" -> {
                JsonObject part = event.getJsonObject("part");
                assertEquals("done", openPart);
                assertEquals(
                        text.toString(),
                        part.getString("text", part.getString("refusal")),
                        event::encode);
                openPart = null;
                parts++;
            }
            case "response.output_text.delta" -> delta(event, "output_text");
            case "response.refusal.delta" -> delta(event, "refusal");
            case "response.reasoning_summary_text.delta" -> delta(event, "summary_text");
            case "response.output_text.done" -> told(event, "output_text", "text");
            case "response.refusal.done" -> told(event, "refusal", "refusal");
            case "response.reasoning_summary_text.done" -> told(event, "summary_text", "text");
            case "response.output_text.annotation.added" ->
                    assertEquals("output_text", openPart, event::encode);
            case "response.function_call_arguments.delta" -> {
                if (openPart == null) {
                    begun(event, "arguments");
                }
                delta(event, "arguments");
            }
            case "response.function_call_arguments.done" -> {
                told(event, "arguments", "arguments");
                openPart = null;
            }
            default -> throw new AssertionError(event.encode());
        }
    }

    private String id() {
        return requireNonNull(open, "no item is open").getString("id");
    }

    private void begun(JsonObject event, String type) {
        assertNull(openPart, event::encode);
        at(event);
        openPart = type;
        text = new StringBuilder();
    }

    private void delta(JsonObject event, String type) {
        at(event);
        assertEquals(type, openPart, event::encode);
        assertFalse(event.getString("delta").isEmpty(), event::encode);
        text.append(event.getString("delta"));
    }

    private void told(JsonObject event, String type, String member) {
        at(event);
        assertEquals(type, openPart, event::encode);
        assertEquals(text.toString(), event.getString(member));
        openPart = "done";
    }

    private void at(JsonObject event) {
        assertEquals(id(), event.getString("item_id"));
        assertEquals(items.size(), event.getInteger("output_index"));
        int index = event.getInteger("content_index", event.getInteger("summary_index", parts));
        assertEquals(parts, index, event::encode);
    }

    /// All text of a kind of part in an output.
    static String said(JsonArray output, String type) {
        StringBuilder all = new StringBuilder();
        for (Object item : output) {
            for (String list : List.of("content", "summary")) {
                for (Object part : ((JsonObject) item).getJsonArray(list, new JsonArray())) {
                    JsonObject told = (JsonObject) part;
                    if (told.getString("type").equals(type)) {
                        all.append(told.getString("text", told.getString("refusal")));
                    }
                }
            }
        }
        return all.toString();
    }
}
