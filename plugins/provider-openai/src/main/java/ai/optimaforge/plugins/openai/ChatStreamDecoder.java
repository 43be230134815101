// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.spi.stream.PushStream;
import ai.optimaforge.toolkit.SecretMask;
import ai.optimaforge.toolkit.StreamDecoder;
import ai.optimaforge.toolkit.UpstreamJson;

import io.vertx.core.buffer.Buffer;

import java.util.Arrays;

/// Reads a stream of chunks up to `[DONE]`.
final class ChatStreamDecoder implements StreamDecoder<ChatChunk> {
    private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);

    private final SecretMask mask;
    private boolean finished;

    ChatStreamDecoder(SecretMask mask) {
        this.mask = mask;
    }

    @Override
    public void event(String type, byte[] data, PushStream<ChatChunk> out) {
        if (Arrays.equals(data, DONE)) {
            out.end();
            return;
        }
        JsonDocument document = UpstreamJson.parse(data, "a chunk of its stream");
        UpstreamDocument.error(document)
                .ifPresent(
                        failure -> {
                            throw mask.hide(failure);
                        });
        finished = finished || hasFinishReason(document);
        out.push(new ChatChunk(document));
    }

    private static boolean hasFinishReason(JsonDocument chunk) {
        return chunk.objects("choices").stream()
                .anyMatch(choice -> choice.string("finish_reason").isPresent());
    }

    /// Some upstreams end without `[DONE]`: their stream is whole if the model had finished.
    @Override
    public void end(PushStream<ChatChunk> out) {
        if (finished) {
            out.end();
        } else {
            out.fail(
                    UpstreamException.of(
                            Failure.HUNG_UP, "its stream ended before the answer was finished"));
        }
    }

    @Override
    public UpstreamException noStream(String contentType, Buffer body) {
        try {
            return UpstreamDocument.error(UpstreamJson.parse(body.getBytes(), "its answer"))
                    .orElseGet(() -> StreamDecoder.super.noStream(contentType, body));
        } catch (UpstreamException noObject) {
            return StreamDecoder.super.noStream(contentType, body);
        }
    }
}
