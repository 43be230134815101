// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.answer;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The content of a message as it comes: block after block, each begun, continued and stopped
/// before the next one begins, whatever the order of the deltas. A block goes out as it comes
/// while it is the first that is not stopped; what comes for those behind it waits for its end,
/// which for the call of a tool is where its arguments are whole, and for all else where
/// something else comes.
final class ContentBlocks {
    /// Only calls that a model writes at the same time have to wait for each other.
    private static final int MOST_WAITING = 4 * 1024 * 1024;

    private final Consumer<Buffer> frames;
    private final Deque<ContentBlock> open = new ArrayDeque<>(2);
    private final Map<Long, ContentBlock> calls = new HashMap<>();
    private int count;
    private int waiting;

    /// @param frames takes each event
    ContentBlocks(Consumer<Buffer> frames) {
        this.frames = frames;
    }

    void text(Buffer text) {
        ContentBlock block = last(ContentBlock.Kind.TEXT);
        if (block == null) {
            block =
                    begin(
                            ContentBlock.Kind.TEXT,
                            new JsonObject().put("type", "text").put("text", ""));
        }
        more(block, "text_delta", "text", text);
    }

    void thinking(Buffer text) {
        more(thoughts(), "thinking_delta", "thinking", text);
    }

    /// The signature of the thoughts so far.
    void signature(Buffer signature) {
        ContentBlock block = thoughts();
        more(block, "signature_delta", "signature", signature);
        block.close();
    }

    private ContentBlock thoughts() {
        ContentBlock block = last(ContentBlock.Kind.THINKING);
        return block != null
                ? block
                : begin(
                        ContentBlock.Kind.THINKING,
                        new JsonObject()
                                .put("type", "thinking")
                                .put("thinking", "")
                                .put("signature", ""));
    }

    void redacted(JsonDocument block) {
        begin(ContentBlock.Kind.REDACTED, block.toJson()).close();
    }

    /// More of a call, or its beginning.
    void toolCall(JsonDocument call) {
        long index = call.integer("index").orElse(0L);
        JsonDocument function = call.object("function").orElse(JsonDocument.empty());
        ContentBlock block = calls.get(index);
        if (block == null) {
            block = begin(ContentBlock.Kind.TOOL_USE, toolUse(call, function, index));
            calls.put(index, block);
        }
        if (block.takes(function.string("arguments").orElse(""))) {
            more(block, "input_json_delta", "partial_json", Delta.text(function, "arguments"));
            goOn();
        }
    }

    private static JsonObject toolUse(JsonDocument call, JsonDocument function, long index) {
        JsonObject block =
                new JsonObject()
                        .put("type", "tool_use")
                        .put("id", call.string("id").orElse("toolu_" + index))
                        .put("name", function.string("name").orElse(""))
                        .put("input", new JsonObject());
        call.object("extra_content").ifPresent(extra -> block.put("extra_content", extra.toJson()));
        return block;
    }

    /// Nothing more comes: stops what is open.
    void end() {
        while (!open.isEmpty()) {
            stopFirst();
        }
    }

    /// The last block, if it is one of this kind that can go on.
    private @Nullable ContentBlock last(ContentBlock.Kind kind) {
        ContentBlock last = open.peekLast();
        return last != null && last.kind() == kind && !last.isClosed() ? last : null;
    }

    private ContentBlock begin(ContentBlock.Kind kind, JsonObject start) {
        ContentBlock block = new ContentBlock(count, kind);
        Buffer frame =
                Frame.of(
                        new JsonObject()
                                .put("type", "content_block_start")
                                .put("index", count)
                                .put("content_block", start));
        count++;
        open.add(block);
        emit(block, frame);
        goOn();
        return block;
    }

    private void more(ContentBlock block, String type, String member, Buffer text) {
        emit(block, Frame.delta(block.index(), type, member, text));
    }

    private void emit(ContentBlock block, Buffer frame) {
        if (block == open.peekFirst()) {
            frames.accept(frame);
            return;
        }
        waiting += frame.length();
        if (waiting > MOST_WAITING) {
            throw new ForgeException(
                    CommonError.PROVIDER_ERROR,
                    "The model writes several calls at once, and never ends the first.");
        }
        block.keep(frame);
    }

    /// Stops the blocks in front of the last one that are whole.
    private void goOn() {
        while (open.size() > 1 && open.getFirst().canStop()) {
            stopFirst();
        }
    }

    private void stopFirst() {
        ContentBlock done = open.removeFirst();
        done.close();
        frames.accept(
                Frame.of(
                        new JsonObject()
                                .put("type", "content_block_stop")
                                .put("index", done.index())));
        ContentBlock next = open.peekFirst();
        if (next != null) {
            for (Buffer frame : next.kept()) {
                waiting -= frame.length();
                frames.accept(frame);
            }
        }
    }
}
