// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.answer;

import ai.optimaforge.spi.model.NativeEvent;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.buffer.Buffer;

/// Events of an upstream that speaks the dialect, as it gave them.
public final class NativeEvents {
    private NativeEvents() {}

    /// One frame for each event; handed over paused, as it was given.
    public static CancellableStream<Buffer> of(CancellableStream<NativeEvent> events) {
        PushStream<Buffer> frames = new PushStream<>(PushStream.Producer.from(events));
        events.handler(event -> frames.push(Frame.of(event.event(), event.data())));
        events.endHandler(end -> frames.end());
        events.exceptionHandler(frames::fail);
        return frames;
    }
}
