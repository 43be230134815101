// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.NativeEvent;
import ai.optimaforge.spi.model.TokenUsage;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.spi.stream.PushStream;
import ai.optimaforge.toolkit.SecretMask;
import ai.optimaforge.toolkit.StreamDecoder;
import ai.optimaforge.toolkit.UpstreamJson;

import io.vertx.core.buffer.Buffer;

import java.util.Optional;

/// The events of a message as they are, up to `message_stop`; an error fails the stream.
final class MessageStream implements StreamDecoder<NativeEvent> {
    private final SecretMask mask;
    private final Usage usage = new Usage();

    MessageStream(SecretMask mask) {
        this.mask = mask;
    }

    @Override
    public void event(String type, byte[] data, PushStream<NativeEvent> out) {
        JsonDocument event = UpstreamJson.parse(data, "an event of its stream");
        String kind = event.string("type").orElse(type);
        if (kind.equals("error")) {
            throw mask.hide(UpstreamDocument.error(event).orElseThrow());
        }
        out.push(new NativeEvent(type, oneLine(data), usage(kind, event)));
        if (kind.equals("message_stop")) {
            out.end();
        }
    }

    private Optional<TokenUsage> usage(String kind, JsonDocument event) {
        boolean told =
                switch (kind) {
                    case "message_start" -> event.object("message").map(usage::take).orElse(false);
                    case "message_delta" -> usage.take(event);
                    default -> false;
                };
        return told ? Optional.of(usage.tokens()) : Optional.empty();
    }

    /// The lines of an event's data, of which each break is white space in JSON.
    private static Buffer oneLine(byte[] data) {
        for (int i = 0; i < data.length; i++) {
            if (data[i] == '\n') {
                data[i] = ' ';
            }
        }
        return Buffer.buffer(data);
    }

    @Override
    public void end(PushStream<NativeEvent> out) {
        out.fail(
                UpstreamException.of(
                        Failure.HUNG_UP, "its stream ended before the answer was finished"));
    }

    @Override
    public UpstreamException noStream(String contentType, Buffer body) {
        return NoStream.failure(body)
                .orElseGet(() -> StreamDecoder.super.noStream(contentType, body));
    }
}
