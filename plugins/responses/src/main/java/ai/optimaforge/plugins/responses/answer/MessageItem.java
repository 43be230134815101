// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;

/// What the model says: parts, each of them text or a refusal.
final class MessageItem extends OutputItem {
    private final List<Part> parts = new ArrayList<>(1);
    private final String phase;
    private int sending;

    /// A part while it grows.
    private static final class Part {
        private final int index;
        private final boolean refusal;
        private final StringBuilder text = new StringBuilder();
        private final JsonArray annotations = new JsonArray();
        private final JsonArray logprobs = new JsonArray();
        private boolean added;
        private int sent;
        private int sentAnnotations;
        private int sentLogprobs;

        Part(int index, boolean refusal) {
            this.index = index;
            this.refusal = refusal;
        }

        JsonObject json() {
            return refusal
                    ? new JsonObject().put("type", "refusal").put("refusal", text.toString())
                    : said(text.toString(), annotations.copy(), logprobs.copy());
        }

        JsonObject empty() {
            return refusal
                    ? new JsonObject().put("type", "refusal").put("refusal", "")
                    : said("", new JsonArray(), new JsonArray());
        }

        private static JsonObject said(String text, JsonArray annotations, JsonArray logprobs) {
            return new JsonObject()
                    .put("type", "output_text")
                    .put("text", text)
                    .put("annotations", annotations)
                    .put("logprobs", logprobs);
        }

        JsonArray newLogprobs() {
            JsonArray fresh = new JsonArray();
            for (int i = sentLogprobs; i < logprobs.size(); i++) {
                fresh.add(logprobs.getValue(i));
            }
            sentLogprobs = logprobs.size();
            return fresh;
        }
    }

    MessageItem(int index, String id, String phase) {
        super(index, id);
        this.phase = phase;
    }

    void text(String text, JsonArray logprobs) {
        Part part = part(false);
        part.text.append(text);
        part.logprobs.addAll(logprobs);
    }

    void refusal(String text) {
        part(true).text.append(text);
    }

    /// A note to the text so far.
    void annotation(JsonObject annotation) {
        part(false).annotations.add(annotation);
    }

    private Part part(boolean refusal) {
        if (parts.isEmpty() || parts.getLast().refusal != refusal) {
            parts.add(new Part(parts.size(), refusal));
        }
        return parts.getLast();
    }

    /// The text of a kind so far.
    String said(boolean refusal) {
        return parts.stream()
                .filter(part -> part.refusal == refusal)
                .map(part -> part.text.toString())
                .reduce("", String::concat);
    }

    /// How many notes there are so far.
    int notes() {
        return parts.stream().mapToInt(part -> part.annotations.size()).sum();
    }

    @Override
    JsonObject json(boolean all) {
        JsonArray content = new JsonArray();
        parts.forEach(part -> content.add(part.json()));
        return json(status(), content);
    }

    @Override
    JsonObject begun() {
        return json(Status.IN_PROGRESS, new JsonArray());
    }

    private JsonObject json(Status status, JsonArray content) {
        JsonObject item =
                new JsonObject()
                        .put("id", id())
                        .put("type", "message")
                        .put("status", status.word())
                        .put("role", "assistant")
                        .put("content", content);
        return phase.isEmpty() ? item : item.put("phase", phase);
    }

    @Override
    void flush(Emission out) {
        while (sending < parts.size()) {
            Part part = parts.get(sending);
            flush(part, out);
            if (sending == parts.size() - 1) {
                return;
            }
            end(part, out);
            sending++;
        }
    }

    @Override
    void end(Emission out) {
        if (parts.isEmpty()) {
            flush(part(false), out);
        }
        end(parts.getLast(), out);
    }

    private JsonObject place(Part part) {
        return place().put("content_index", part.index);
    }

    private void flush(Part part, Emission out) {
        if (!part.added) {
            part.added = true;
            out.emit("response.content_part.added", () -> place(part).put("part", part.empty()));
        }
        if (part.text.length() > part.sent) {
            String fresh = part.text.substring(part.sent);
            part.sent = part.text.length();
            JsonArray logprobs = part.newLogprobs();
            out.emit(
                    part.refusal ? "response.refusal.delta" : "response.output_text.delta",
                    () -> {
                        JsonObject delta = place(part).put("delta", fresh);
                        return part.refusal ? delta : delta.put("logprobs", logprobs);
                    });
        }
        for (; part.sentAnnotations < part.annotations.size(); part.sentAnnotations++) {
            int number = part.sentAnnotations;
            out.emit(
                    "response.output_text.annotation.added",
                    () ->
                            place(part)
                                    .put("annotation_index", number)
                                    .put("annotation", part.annotations.getValue(number)));
        }
    }

    private void end(Part part, Emission out) {
        out.emit(
                part.refusal ? "response.refusal.done" : "response.output_text.done",
                () -> {
                    JsonObject done = place(part);
                    return part.refusal
                            ? done.put("refusal", part.text.toString())
                            : done.put("text", part.text.toString())
                                    .put("logprobs", part.logprobs.copy());
                });
        out.emit("response.content_part.done", () -> place(part).put("part", part.json()));
    }
}
