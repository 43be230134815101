// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.vertx.core.buffer.Buffer;

/// One event of a response in the making.
///
/// @param sequence its number: 0 for the first, one more for each that follows
/// @param type its type
/// @param data the event as JSON on one line
public record ResponseEvent(long sequence, String type, Buffer data) {
    private static final byte[] EVENT = "event: ".getBytes(UTF_8);
    private static final byte[] DATA = "\ndata: ".getBytes(UTF_8);
    private static final byte[] END = "\n\n".getBytes(UTF_8);

    /// Keeps them.
    public ResponseEvent {
        requireNonNull(type, "type is null");
        requireNonNull(data, "data is null");
    }

    /// The event as a frame of an event stream; a new buffer at each call.
    public Buffer frame() {
        int length = EVENT.length + type.length() + DATA.length + data.length() + END.length;
        return Buffer.buffer(length)
                .appendBytes(EVENT)
                .appendString(type)
                .appendBytes(DATA)
                .appendBuffer(data)
                .appendBytes(END);
    }
}
