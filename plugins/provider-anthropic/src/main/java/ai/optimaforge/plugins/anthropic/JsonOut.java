// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.optimaforge.spi.json.JsonSlice;

import io.vertx.core.buffer.Buffer;

import java.util.Arrays;
import java.util.List;

/// Writes JSON text. What comes from another document is copied as it stands there: a text is
/// neither decoded nor encoded on its way, so its escapes survive, lone surrogates too.
final class JsonOut {
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

    private byte[] bytes;
    private int length;
    private boolean comma;

    JsonOut(int sizeHint) {
        bytes = new byte[sizeHint];
    }

    JsonOut object() {
        return open('{');
    }

    JsonOut endObject() {
        return close('}');
    }

    JsonOut array() {
        return open('[');
    }

    JsonOut endArray() {
        return close(']');
    }

    private JsonOut open(char bracket) {
        separate();
        put((byte) bracket);
        comma = false;
        return this;
    }

    private JsonOut close(char bracket) {
        put((byte) bracket);
        comma = true;
        return this;
    }

    /// The name of a member, in plain ASCII; its value comes next.
    JsonOut name(String name) {
        separate();
        put((byte) '"');
        ascii(name);
        put((byte) '"');
        put((byte) ':');
        comma = false;
        return this;
    }

    JsonOut text(String text) {
        separate();
        put((byte) '"');
        for (int i = 0; i < text.length(); i++) {
            i += character(text, i) - 1;
        }
        put((byte) '"');
        return this;
    }

    /// A text of plain ASCII that needs no escape, such as base64.
    JsonOut plain(String text, int from) {
        separate();
        put((byte) '"');
        room(text.length() - from);
        for (int i = from; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        put((byte) '"');
        return this;
    }

    JsonOut number(long number) {
        separate();
        ascii(Long.toString(number));
        return this;
    }

    JsonOut flag(boolean flag) {
        separate();
        ascii(flag ? "true" : "false");
        return this;
    }

    JsonOut nothing() {
        separate();
        ascii("null");
        return this;
    }

    /// A value that is JSON text already.
    JsonOut raw(JsonSlice json) {
        separate();
        int size = json.length();
        room(size);
        json.copy(0, size, bytes, length);
        length += size;
        return this;
    }

    /// A value that is JSON text already.
    JsonOut raw(Buffer json) {
        separate();
        append(json, 0, json.length());
        return this;
    }

    /// Any number of values that are JSON text already, separated by commas; none is none.
    JsonOut raw(JsonOut values) {
        if (values.length > 0) {
            separate();
            append(values);
        }
        return this;
    }

    /// Several texts, each JSON text already, as one.
    JsonOut joined(List<Buffer> texts) {
        separate();
        put((byte) '"');
        for (Buffer text : texts) {
            append(text, 1, text.length() - 1);
        }
        put((byte) '"');
        return this;
    }

    /// JSON text, as a text.
    JsonOut quoted(Buffer json) {
        separate();
        put((byte) '"');
        for (int i = 0; i < json.length(); i++) {
            escaped(json.getByte(i));
        }
        put((byte) '"');
        return this;
    }

    /// Bytes in the midst of a document, after which no comma is due.
    JsonOut bytes(byte[] part) {
        room(part.length);
        System.arraycopy(part, 0, bytes, length, part.length);
        length += part.length;
        comma = false;
        return this;
    }

    /// Takes back what was written since, a whole member or value.
    void cut(int to) {
        length = to;
        comma = true;
    }

    boolean isEmpty() {
        return length == 0;
    }

    int length() {
        return length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    Buffer toBuffer() {
        return Buffer.buffer(length).appendBytes(bytes, 0, length);
    }

    /// The text with others in its midst, which are not copied more than this once.
    ///
    /// @param at where they go, once [#length] here
    Buffer toBuffer(int at, JsonOut values) {
        return Buffer.buffer(length + values.length)
                .appendBytes(bytes, 0, at)
                .appendBytes(values.bytes, 0, values.length)
                .appendBytes(bytes, at, length - at);
    }

    private void append(JsonOut other) {
        room(other.length);
        System.arraycopy(other.bytes, 0, bytes, length, other.length);
        length += other.length;
    }

    private void append(Buffer json, int from, int to) {
        room(to - from);
        json.getBytes(from, to, bytes, length);
        length += to - from;
    }

    private void separate() {
        if (comma) {
            put((byte) ',');
        }
        comma = true;
    }

    private void ascii(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    /// Writes the character at a position, and says how many `char`s it has.
    private int character(String text, int at) {
        char c = text.charAt(at);
        if (c < 0x80) {
            escaped((byte) c);
        } else if (c < 0x800) {
            put((byte) (0xC0 | c >> 6));
            next(c);
        } else if (!Character.isSurrogate(c)) {
            put((byte) (0xE0 | c >> 12));
            next(c >> 6);
            next(c);
        } else if (Character.codePointAt(text, at) == c) {
            unicode(c);
        } else {
            int point = Character.codePointAt(text, at);
            put((byte) (0xF0 | point >> 18));
            next(point >> 12);
            next(point >> 6);
            next(point);
            return 2;
        }
        return 1;
    }

    /// A byte of a character that is not its first.
    private void next(int bits) {
        put((byte) (0x80 | (bits & 0x3F)));
    }

    private void escaped(byte b) {
        if (b == '"' || b == '\\') {
            put((byte) '\\');
            put(b);
        } else if (b >= 0 && b < ' ') {
            unicode((char) b);
        } else {
            put(b);
        }
    }

    private void unicode(char c) {
        put((byte) '\\');
        put((byte) 'u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            put(HEX[c >> shift & 0xF]);
        }
    }

    private void put(byte b) {
        room(1);
        bytes[length++] = b;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
