// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.fast;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// Messages as Anthropic has them. It tells the usage unasked.
final class AnthropicAnswers {
    private static final int INDEX = 0;

    private AnthropicAnswers() {}

    static CannedAnswers of(Shape shape) {
        Buffer end =
                frame(event("content_block_stop").put("index", INDEX))
                        .appendBuffer(frame(stopped(shape.deltas())))
                        .appendBuffer(frame(event("message_stop")))
                        .appendBuffer(HttpBytes.end());
        return new CannedAnswers(
                HttpBytes.json(message("x".repeat(shape.contentBytes()), shape.deltas())),
                HttpBytes.json(modelList()),
                start(),
                frame(
                        event("content_block_delta")
                                .put("index", INDEX)
                                .put("delta", text("text_delta", CannedAnswers.TEXT))),
                end,
                end);
    }

    private static Buffer start() {
        JsonObject begun = envelope().put("content", new JsonArray()).put("usage", usage(1));
        begun.putNull("stop_reason").putNull("stop_sequence");
        return HttpBytes.streamHead()
                .appendBuffer(frame(event("message_start").put("message", begun)))
                .appendBuffer(
                        frame(
                                event("content_block_start")
                                        .put("index", INDEX)
                                        .put("content_block", text("text", ""))))
                .appendBuffer(frame(event("ping")));
    }

    private static JsonObject stopped(int tokens) {
        var delta = new JsonObject().put("stop_reason", "end_turn").putNull("stop_sequence");
        return event("message_delta").put("delta", delta).put("usage", usage(tokens));
    }

    private static JsonObject message(String text, int tokens) {
        return envelope()
                .put("content", new JsonArray().add(text("text", text)))
                .put("stop_reason", "end_turn")
                .putNull("stop_sequence")
                .put("usage", usage(tokens));
    }

    private static JsonObject envelope() {
        return new JsonObject()
                .put("id", "msg_fast")
                .put("type", "message")
                .put("role", "assistant")
                .put("model", CannedAnswers.MODEL);
    }

    private static JsonObject usage(int tokens) {
        return new JsonObject()
                .put("input_tokens", CannedAnswers.PROMPT_TOKENS)
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", 0)
                .put("output_tokens", tokens)
                .put("service_tier", "standard");
    }

    private static JsonObject event(String type) {
        return new JsonObject().put("type", type);
    }

    private static JsonObject text(String type, String text) {
        return new JsonObject().put("type", type).put("text", text);
    }

    private static Buffer frame(JsonObject event) {
        return HttpBytes.chunk(
                "event: " + event.getString("type") + "\ndata: " + event.encode() + "\n\n");
    }

    private static JsonObject modelList() {
        var model =
                new JsonObject()
                        .put("type", "model")
                        .put("id", CannedAnswers.MODEL)
                        .put("display_name", "Fake")
                        .put("created_at", "2025-01-01T00:00:00Z");
        return new JsonObject()
                .put("data", new JsonArray().add(model))
                .put("has_more", false)
                .put("first_id", CannedAnswers.MODEL)
                .put("last_id", CannedAnswers.MODEL);
    }
}
