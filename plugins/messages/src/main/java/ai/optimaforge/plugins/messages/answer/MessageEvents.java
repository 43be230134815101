// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.answer;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.TokenUsage;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.Optional;
import java.util.function.Supplier;

/// A canonical stream of chunks as the events of a message: `message_start`, `ping`, the content
/// blocks one after the other, `message_delta`, `message_stop`. A failure ends the stream where
/// it is; the kernel sends `error` for it.
public final class MessageEvents {
    private static final Buffer PING = Frame.of(new JsonObject().put("type", "ping"));
    private static final Buffer STOP = Frame.of(new JsonObject().put("type", "message_stop"));

    private final CancellableStream<ChatChunk> chunks;
    private final PushStream<Buffer> frames;
    private final ContentBlocks blocks;
    private final long inputTokens;
    private final Supplier<Optional<JsonDocument>> metadata;
    private boolean started;
    private boolean called;
    private boolean refused;
    private String finishReason = "stop";
    private Optional<TokenUsage> usage = Optional.empty();

    private MessageEvents(
            CancellableStream<ChatChunk> chunks,
            long inputTokens,
            Supplier<Optional<JsonDocument>> metadata) {
        this.chunks = chunks;
        this.frames = new PushStream<>(PushStream.Producer.from(chunks));
        this.blocks = new ContentBlocks(frames::push);
        this.inputTokens = inputTokens;
        this.metadata = metadata;
    }

    /// One frame for each event; handed over paused.
    ///
    /// @param inputTokens how long the prompt is, as far as that can be known at the start
    /// @param metadata what the client is told of the call once it is over, as `forge_metadata`
    public static CancellableStream<Buffer> of(
            CancellableStream<ChatChunk> chunks,
            long inputTokens,
            Supplier<Optional<JsonDocument>> metadata) {
        MessageEvents events = new MessageEvents(chunks, inputTokens, metadata);
        chunks.handler(chunk -> events.guarded(() -> events.chunk(chunk)));
        chunks.endHandler(end -> events.guarded(events::end));
        chunks.exceptionHandler(events.frames::fail);
        return events.frames;
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            chunks.cancel();
            frames.fail(e);
        }
    }

    private void chunk(ChatChunk chunk) {
        start(chunk.document());
        usage = chunk.usage().or(() -> usage);
        for (JsonDocument choice : chunk.document().objects("choices")) {
            if (choice.integer("index").orElse(0L) == 0) {
                choice.object("delta").ifPresent(this::delta);
                choice.string("finish_reason").ifPresent(reason -> finishReason = reason);
            }
        }
    }

    private void delta(JsonDocument delta) {
        boolean told = Delta.says(delta, "reasoning_content") || Delta.says(delta, "reasoning");
        if (Delta.says(delta, "reasoning_content")) {
            blocks.thinking(Delta.text(delta, "reasoning_content"));
        } else if (told) {
            blocks.thinking(Delta.text(delta, "reasoning"));
        }
        for (JsonDocument block : delta.objects("thinking_blocks")) {
            thought(block, told);
        }
        if (Delta.says(delta, "content")) {
            blocks.text(Delta.text(delta, "content"));
        }
        if (Delta.says(delta, "refusal")) {
            refused = true;
            blocks.text(Delta.text(delta, "refusal"));
        }
        for (JsonDocument call : delta.objects("tool_calls")) {
            called = true;
            blocks.toolCall(call);
        }
    }

    /// @param told whether the text of the thought stands beside the blocks already
    private void thought(JsonDocument block, boolean told) {
        if (block.string("type").filter("redacted_thinking"::equals).isPresent()) {
            blocks.redacted(block);
            return;
        }
        if (!told && Delta.says(block, "thinking")) {
            blocks.thinking(Delta.text(block, "thinking"));
        }
        if (Delta.says(block, "signature")) {
            blocks.signature(Delta.text(block, "signature"));
        }
    }

    private void start(JsonDocument chunk) {
        if (started) {
            return;
        }
        started = true;
        TokenUsage sofar = new TokenUsage(inputTokens, 0, 0, 0, 0);
        JsonObject message =
                new JsonObject()
                        .put("id", MessageDocument.id(chunk))
                        .put("type", "message")
                        .put("role", "assistant")
                        .put("model", chunk.string("model").orElse(""))
                        .put("content", new JsonArray())
                        .putNull("stop_reason")
                        .putNull("stop_sequence")
                        .put("usage", MessageUsage.of(sofar));
        frames.push(
                Frame.of(new JsonObject().put("type", "message_start").put("message", message)));
        frames.push(PING);
    }

    private void end() {
        start(JsonDocument.empty());
        blocks.end();
        JsonObject delta =
                new JsonObject()
                        .put("stop_reason", StopReason.of(finishReason, called, refused))
                        .putNull("stop_sequence");
        TokenUsage used = usage.orElseGet(() -> new TokenUsage(inputTokens, 0, 0, 0, 0));
        JsonDocument last =
                JsonDocument.of(
                        new JsonObject()
                                .put("type", "message_delta")
                                .put("delta", delta)
                                .put("usage", MessageUsage.of(used)));
        JsonDocument told =
                metadata.get().map(m -> last.with(MessageDocument.METADATA, m)).orElse(last);
        frames.push(Frame.of("message_delta", told.toBuffer()));
        frames.push(STOP);
        frames.end();
    }
}
