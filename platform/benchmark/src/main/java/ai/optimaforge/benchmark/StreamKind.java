// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.nio.charset.StandardCharsets;

/// By which API a stream is asked for.
enum StreamKind {
    /// Of chat completions.
    CHAT("Streams", "token\""),
    /// Of responses that are not kept.
    RESPONSE("Streams of responses", "\"response.output_text.delta\""),
    /// Of responses that are kept, each with its events.
    KEPT_RESPONSE("Streams of responses that are kept", "\"response.output_text.delta\"");

    private final String title;
    private final String delta;

    StreamKind(String title, String delta) {
        this.title = title;
        this.delta = delta;
    }

    /// How a row is called that is about them.
    String title() {
        return title;
    }

    /// What stands once in each frame that holds a delta, and nowhere else.
    byte[] delta() {
        return delta.getBytes(StandardCharsets.US_ASCII);
    }

    /// A request for one as it goes over the wire.
    byte[] request(Target target) {
        return switch (this) {
            case CHAT -> ChatCall.streamed().request(target);
            case RESPONSE -> ResponseCall.streamed(false).request(target);
            case KEPT_RESPONSE -> ResponseCall.streamed(true).request(target);
        };
    }
}
