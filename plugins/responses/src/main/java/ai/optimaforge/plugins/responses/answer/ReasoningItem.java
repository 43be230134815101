// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What the model thinks, as a summary, and what it needs to go on thinking.
final class ReasoningItem extends OutputItem {
    private final List<StringBuilder> parts = new ArrayList<>(1);
    private final JsonArray blocks = new JsonArray();
    private @Nullable String encrypted;
    private int sending;
    private boolean added;
    private int sent;

    ReasoningItem(int index, String id) {
        super(index, id);
    }

    void text(String text) {
        if (parts.isEmpty()) {
            parts.add(new StringBuilder());
        }
        parts.getLast().append(text);
    }

    /// What comes next is another part of the summary.
    void nextPart() {
        if (!parts.isEmpty() && !parts.getLast().isEmpty()) {
            parts.add(new StringBuilder());
        }
    }

    boolean isSilent() {
        return parts.isEmpty();
    }

    /// A block of thought as the chat dialect has it. Streamed, a block comes in pieces: its
    /// text, and at its end its signature.
    void block(JsonObject piece) {
        JsonObject last = blocks.isEmpty() ? null : blocks.getJsonObject(blocks.size() - 1);
        boolean more =
                last != null
                        && "thinking".equals(piece.getValue("type", "thinking"))
                        && "thinking".equals(last.getValue("type"))
                        && !last.containsKey("signature");
        if (!more || last == null) {
            blocks.add(piece.copy());
            return;
        }
        if (piece.getValue("thinking") instanceof String text) {
            last.put("thinking", last.getString("thinking", "") + text);
        }
        if (piece.getValue("signature") instanceof String signature && !signature.isEmpty()) {
            last.put("signature", signature);
        }
    }

    /// What the model's provider has wrapped itself.
    void encrypted(String content) {
        encrypted = content;
    }

    @Override
    boolean hides() {
        return encrypted != null || !blocks.isEmpty();
    }

    @Override
    JsonObject json(boolean all) {
        JsonArray summary = new JsonArray();
        parts.forEach(part -> summary.add(part(part.toString())));
        JsonObject item = json(status(), summary);
        if (!all) {
            return item;
        }
        if (encrypted != null) {
            return item.put("encrypted_content", encrypted);
        }
        return blocks.isEmpty() ? item : item.put("encrypted_content", ThoughtSeal.of(blocks));
    }

    @Override
    JsonObject begun() {
        return json(Status.IN_PROGRESS, new JsonArray());
    }

    private JsonObject json(Status status, JsonArray summary) {
        return new JsonObject()
                .put("id", id())
                .put("type", "reasoning")
                .put("status", status.word())
                .put("summary", summary);
    }

    private static JsonObject part(String text) {
        return new JsonObject().put("type", "summary_text").put("text", text);
    }

    private JsonObject place(int part) {
        return place().put("summary_index", part);
    }

    @Override
    void flush(Emission out) {
        while (sending < parts.size()) {
            flushPart(out);
            if (sending == parts.size() - 1) {
                return;
            }
            endPart(out);
        }
    }

    private void flushPart(Emission out) {
        int number = sending;
        StringBuilder part = parts.get(number);
        if (!added) {
            added = true;
            out.emit(
                    "response.reasoning_summary_part.added",
                    () -> place(number).put("part", part("")));
        }
        if (part.length() > sent) {
            String fresh = part.substring(sent);
            sent = part.length();
            out.emit(
                    "response.reasoning_summary_text.delta",
                    () -> place(number).put("delta", fresh));
        }
    }

    private void endPart(Emission out) {
        int number = sending;
        String text = parts.get(number).toString();
        out.emit("response.reasoning_summary_text.done", () -> place(number).put("text", text));
        out.emit(
                "response.reasoning_summary_part.done",
                () -> place(number).put("part", part(text)));
        sending++;
        added = false;
        sent = 0;
    }

    @Override
    void end(Emission out) {
        if (sending < parts.size()) {
            endPart(out);
        }
    }
}
