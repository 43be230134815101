// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses;

import ai.optimaforge.plugins.responses.answer.ResponseEvent;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.buffer.Buffer;

/// The events of a response as an event stream, up to `[DONE]`.
final class EventFrames {
    private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");

    private EventFrames() {}

    /// One frame for each event; handed over paused, as it was given.
    static CancellableStream<Buffer> of(CancellableStream<ResponseEvent> events) {
        PushStream<Buffer> frames = new PushStream<>(PushStream.Producer.from(events));
        events.handler(event -> frames.push(event.frame()));
        events.endHandler(
                end -> {
                    frames.push(DONE);
                    frames.end();
                });
        events.exceptionHandler(frames::fail);
        return frames;
    }
}
