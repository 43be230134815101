// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/// A named server-sent event as bytes.
final class Frame {
    private static final byte[] EVENT = "event: ".getBytes(UTF_8);
    private static final byte[] DATA = "\ndata: ".getBytes(UTF_8);
    private static final byte[] END = "\n\n".getBytes(UTF_8);
    private static final byte[] DELTA =
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":"
                    .getBytes(UTF_8);
    private static final int ROOM = 96;

    private Frame() {}

    /// An event of which the data says its own name, as all of Anthropic's do.
    static Buffer of(JsonObject data) {
        return of(data.getString("type"), data.toBuffer());
    }

    /// @param data JSON; a line break in it, which can only be white space, becomes a blank
    static Buffer of(String event, Buffer data) {
        Buffer frame = Buffer.buffer(EVENT.length + event.length() + data.length() + ROOM);
        if (!event.isEmpty()) {
            frame.appendBytes(EVENT).appendString(event);
        }
        frame.appendBytes(DATA, event.isEmpty() ? 1 : 0, DATA.length - (event.isEmpty() ? 1 : 0));
        int start = frame.length();
        frame.appendBuffer(data);
        for (int at = start; at < frame.length(); at++) {
            byte b = frame.getByte(at);
            if (b == '\n' || b == '\r') {
                frame.setByte(at, (byte) ' ');
            }
        }
        return frame.appendBytes(END);
    }

    /// More of a content block.
    ///
    /// @param type the kind of delta
    /// @param member the delta's member
    /// @param text its value as a JSON string, quotes and escapes and all
    static Buffer delta(int index, String type, String member, Buffer text) {
        return Buffer.buffer(DELTA.length + text.length() + ROOM)
                .appendBytes(DELTA)
                .appendString(Integer.toString(index))
                .appendString(",\"delta\":{\"type\":\"")
                .appendString(type)
                .appendString("\",\"")
                .appendString(member)
                .appendString("\":")
                .appendBuffer(text)
                .appendString("}}\n\n");
    }
}
