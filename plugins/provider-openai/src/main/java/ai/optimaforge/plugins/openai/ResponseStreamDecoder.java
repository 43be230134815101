// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;

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

import java.util.Arrays;
import java.util.Optional;

/// The events of a response as they are, up to the one that ends it; an error fails the stream.
final class ResponseStreamDecoder implements StreamDecoder<NativeEvent> {
    private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);

    private final SecretMask mask;

    ResponseStreamDecoder(SecretMask mask) {
        this.mask = mask;
    }

    @Override
    public void event(String type, byte[] data, PushStream<NativeEvent> out) {
        if (Arrays.equals(data, DONE)) {
            return;
        }
        JsonDocument event = UpstreamJson.parse(data, "an event of its stream");
        String kind = event.string("type").orElse(type);
        Optional<JsonDocument> response = event.object("response");
        if (kind.equals("error") || kind.equals("response.failed")) {
            JsonDocument failed = response.orElse(event);
            throw mask.hide(
                    ResponseAnswer.error(failed).orElseGet(() -> ResponseAnswer.flatError(failed)));
        }
        Optional<TokenUsage> usage = response.flatMap(ResponseAnswer::usage);
        out.push(new NativeEvent(type, oneLine(data), usage));
        if (kind.equals("response.completed") || kind.equals("response.incomplete")) {
            out.end();
        }
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
        try {
            return UpstreamDocument.error(UpstreamJson.parse(body.getBytes(), "its answer"))
                    .orElseGet(() -> StreamDecoder.super.noStream(contentType, body));
        } catch (UpstreamException noObject) {
            return StreamDecoder.super.noStream(contentType, body);
        }
    }
}
