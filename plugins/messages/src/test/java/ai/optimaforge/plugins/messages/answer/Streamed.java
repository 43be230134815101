// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A stream that a test feeds, what comes out of it, and how a client of Anthropic's puts it
/// together.
final class Streamed {
    private static final PushStream.Producer NOBODY =
            new PushStream.Producer() {
                @Override
                public void pause() {}

                @Override
                public void resume() {}

                @Override
                public void cancel() {}
            };

    final PushStream<ChatChunk> chunks = new PushStream<>(NOBODY);
    final List<Buffer> frames = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();
    private boolean ended;

    Streamed() {
        CancellableStream<Buffer> events =
                MessageEvents.of(
                        chunks,
                        42,
                        () -> Optional.of(JsonDocument.of(new JsonObject().put("provider", "up"))));
        events.handler(frames::add).exceptionHandler(failures::add).endHandler(end -> ended = true);
        events.resume();
    }

    Streamed delta(String delta) {
        return choice("{\"index\":0,\"delta\":%s,\"finish_reason\":null}".formatted(delta));
    }

    Streamed finish(String reason) {
        return choice("{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}".formatted(reason));
    }

    private Streamed choice(String choice) {
        return chunk("\"choices\":[%s]".formatted(choice));
    }

    Streamed chunk(String members) {
        String json =
                "{\"id\":\"chatcmpl-1\",\"created\":1,\"model\":\"m-1\",%s}".formatted(members);
        chunks.push(new ChatChunk(JsonDocument.parse(Buffer.buffer(json.replace('\'', '"')))));
        return this;
    }

    Streamed end() {
        chunks.end();
        assertTrue(ended, "the stream has not ended");
        return this;
    }

    List<JsonObject> events() {
        return frames.stream().map(Streamed::event).toList();
    }

    List<String> types() {
        return events().stream().map(event -> event.getString("type")).toList();
    }

    private static JsonObject event(Buffer frame) {
        String text = frame.toString();
        assertTrue(text.endsWith("\n\n"), text);
        String[] lines = text.substring(0, text.length() - 2).split("\n", -1);
        assertEquals(2, lines.length, text);
        JsonObject data = new JsonObject(lines[1].substring("data: ".length()));
        assertEquals("event: " + data.getString("type"), lines[0]);
        return data;
    }

    /// The content blocks that the events make, and that they come in an order that is allowed.
    List<JsonObject> content() {
        List<JsonObject> events = events();
        assertEquals("message_start", events.getFirst().getString("type"));
        assertEquals("ping", events.get(1).getString("type"));
        assertEquals("message_delta", events.get(events.size() - 2).getString("type"));
        assertEquals("message_stop", events.getLast().getString("type"));
        List<JsonObject> blocks = new ArrayList<>();
        boolean open = false;
        for (JsonObject event : events.subList(2, events.size() - 2)) {
            int last = blocks.size() - 1;
            switch (event.getString("type")) {
                case "content_block_start" -> {
                    assertFalse(open, event::encode);
                    open = true;
                    assertEquals(blocks.size(), event.getInteger("index"));
                    blocks.add(event.getJsonObject("content_block").copy());
                }
                case "content_block_delta" -> {
                    assertTrue(open, event::encode);
                    assertEquals(last, event.getInteger("index"));
                    add(blocks.get(last), event.getJsonObject("delta"));
                }
                case "content_block_stop" -> {
                    assertTrue(open, event::encode);
                    open = false;
                    assertEquals(last, event.getInteger("index"));
                }
                default -> throw new AssertionError(event.encode());
            }
        }
        assertFalse(open, "the last block was not stopped");
        return blocks;
    }

    private static void add(JsonObject block, JsonObject delta) {
        String member =
                switch (delta.getString("type")) {
                    case "text_delta" -> "text";
                    case "thinking_delta" -> "thinking";
                    case "signature_delta" -> "signature";
                    case "input_json_delta" -> "partial_json";
                    default -> throw new AssertionError(delta.encode());
                };
        String kind = member.equals("partial_json") ? "tool_use" : member;
        assertEquals(kind.equals("signature") ? "thinking" : kind, block.getString("type"));
        block.put(member, block.getString(member, "") + delta.getString(member));
    }
}
