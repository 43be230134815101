// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.chat;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;

import java.util.function.UnaryOperator;

/// A canonical stream of chunks as server-sent events: `forge_metadata` in the usage chunk if the
/// client asked for usage, else in the last chunk with choices, which is held until the next one
/// shows whether it is the last.
final class ChatFrames {
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':', ' '};
    private static final byte[] END_OF_FRAME = {'\n', '\n'};
    private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");

    private final PushStream<Buffer> frames;
    private final UnaryOperator<JsonDocument> withMetadata;
    private final boolean includeUsage;
    private @Nullable JsonDocument held;

    private ChatFrames(
            CancellableStream<ChatChunk> chunks,
            UnaryOperator<JsonDocument> withMetadata,
            boolean includeUsage) {
        this.frames = new PushStream<>(PushStream.Producer.from(chunks));
        this.withMetadata = withMetadata;
        this.includeUsage = includeUsage;
    }

    /// @param withMetadata adds what the last chunk carries
    static CancellableStream<Buffer> of(
            CancellableStream<ChatChunk> chunks,
            UnaryOperator<JsonDocument> withMetadata,
            boolean includeUsage) {
        ChatFrames writer = new ChatFrames(chunks, withMetadata, includeUsage);
        chunks.handler(writer::chunk);
        chunks.endHandler(end -> writer.end());
        chunks.exceptionHandler(writer.frames::fail);
        return writer.frames;
    }

    private void chunk(ChatChunk chunk) {
        JsonDocument document = Envelope.publicId(chunk.document());
        if (chunk.hasChoices()) {
            release(held);
            held = null;
            JsonDocument told = includeUsage ? document.with("usage", null) : document;
            if (isFinal(told)) {
                held = told;
            } else {
                push(told);
            }
        } else if (!document.has("usage")) {
            push(document);
        } else if (includeUsage) {
            release(held);
            held = document;
        }
    }

    private static boolean isFinal(JsonDocument chunk) {
        return chunk.objects("choices").stream()
                .anyMatch(choice -> choice.string("finish_reason").isPresent());
    }

    private void release(@Nullable JsonDocument chunk) {
        if (chunk != null) {
            push(chunk);
        }
    }

    private void end() {
        if (held != null) {
            push(withMetadata.apply(held));
        }
        frames.push(DONE);
        frames.end();
    }

    private void push(JsonDocument chunk) {
        frames.push(frame(chunk.toBuffer()));
    }

    private static Buffer frame(Buffer json) {
        int length = json.length();
        Buffer frame = Buffer.buffer(DATA.length + length + END_OF_FRAME.length);
        frame.appendBytes(DATA).appendBuffer(json);
        for (int at = DATA.length; at < DATA.length + length; at++) {
            byte b = frame.getByte(at);
            if (b == '\n' || b == '\r') {
                // a line break ends a field; in JSON it is only ever white space
                frame.setByte(at, (byte) ' ');
            }
        }
        return frame.appendBytes(END_OF_FRAME);
    }
}
