// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonSlice;

import io.vertx.core.buffer.Buffer;

import java.util.Arrays;
import java.util.List;

/// Writes JSON text from front to back. Values that come from another document are copied as the
/// bytes they are, so that nothing is decoded only to be encoded again, and numbers and escapes
/// survive.
///
/// It writes into an array of its own: a `Buffer` checks each of the many small pieces.
final class JsonText {
    private static final JsonDocument NOTHING = JsonDocument.empty();

    private byte[] bytes;
    private int length;
    private boolean first = true;

    JsonText(int sizeHint) {
        bytes = new byte[sizeHint];
    }

    /// A text that begins with another, which ends behind a member of an object.
    static JsonText after(byte[] beginning, int room) {
        JsonText text = new JsonText(0);
        text.bytes = Arrays.copyOf(beginning, beginning.length + room);
        text.length = beginning.length;
        text.first = false;
        return text;
    }

    JsonText open(char bracket) {
        separate();
        append(bracket);
        first = true;
        return this;
    }

    JsonText close(char bracket) {
        append(bracket);
        first = false;
        return this;
    }

    /// The name of a member, of ASCII that needs no escape; its value follows.
    JsonText name(String name) {
        separate();
        append('"');
        append(name);
        append('"');
        append(':');
        first = true;
        return this;
    }

    /// A string.
    JsonText text(String text) {
        if (!isPlain(text)) {
            return raw(encoded(text));
        }
        separate();
        append('"');
        append(text);
        append('"');
        return this;
    }

    JsonText number(long number) {
        return literal(Long.toString(number));
    }

    /// A value that is written as it stands here, of ASCII: `null`, or JSON that never changes.
    JsonText literal(String json) {
        separate();
        append(json);
        return this;
    }

    /// A value that is JSON already.
    JsonText raw(JsonSlice json) {
        separate();
        int size = json.length();
        makeRoom(size);
        json.copy(0, size, bytes, length);
        length += size;
        return this;
    }

    /// Any number of strings that are JSON already, as one; the empty one of none.
    JsonText joined(List<JsonSlice> strings) {
        separate();
        append('"');
        for (JsonSlice string : strings) {
            int size = string.length() - 2;
            makeRoom(size);
            string.copy(1, size + 1, bytes, length);
            length += size;
        }
        append('"');
        return this;
    }

    /// A value that is JSON already.
    JsonText raw(Buffer json) {
        separate();
        int size = json.length();
        makeRoom(size);
        json.getBytes(bytes, length);
        length += size;
        return this;
    }

    private void separate() {
        if (!first) {
            append(',');
        }
        first = false;
    }

    private void append(char c) {
        makeRoom(1);
        bytes[length++] = (byte) c;
    }

    private void append(String ascii) {
        int size = ascii.length();
        makeRoom(size);
        for (int i = 0; i < size; i++) {
            bytes[length + i] = (byte) ascii.charAt(i);
        }
        length += size;
    }

    private void makeRoom(int size) {
        if (length + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + size, 2 * bytes.length));
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    Buffer toBuffer() {
        return Buffer.buffer(length).appendBytes(bytes, 0, length);
    }

    byte[] finish() {
        return Arrays.copyOf(bytes, length);
    }

    /// A string as JSON text, quotes included. What UTF-8 cannot express is escaped.
    static JsonSlice encoded(String text) {
        return NOTHING.with("", text).slice("").orElseThrow();
    }
}
