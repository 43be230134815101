// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.buffer.Buffer;

/// Writes JSON text from front to back. Values that come from another document are copied as the
/// bytes they are, so that nothing is decoded only to be encoded again, and numbers and escapes
/// survive.
final class JsonText {
    private static final JsonDocument NOTHING = JsonDocument.empty();

    private final Buffer out;
    private boolean first = true;

    JsonText(int sizeHint) {
        out = Buffer.buffer(sizeHint);
    }

    /// A text that begins with another, which ends behind a member of an object.
    static JsonText after(Buffer beginning, int room) {
        JsonText text = new JsonText(beginning.length() + room);
        text.out.appendBuffer(beginning);
        text.first = false;
        return text;
    }

    JsonText open(char bracket) {
        separate();
        out.appendByte((byte) bracket);
        first = true;
        return this;
    }

    JsonText close(char bracket) {
        out.appendByte((byte) bracket);
        first = false;
        return this;
    }

    /// The name of a member, of ASCII that needs no escape; its value follows.
    JsonText name(String name) {
        separate();
        out.appendByte((byte) '"').appendString(name).appendByte((byte) '"').appendByte((byte) ':');
        first = true;
        return this;
    }

    /// A string.
    JsonText text(String text) {
        return raw(encoded(text));
    }

    JsonText number(long number) {
        return literal(Long.toString(number));
    }

    /// A value that is written as it stands here, of ASCII: `null`, or JSON that never changes.
    JsonText literal(String json) {
        separate();
        out.appendString(json);
        return this;
    }

    /// A value that is JSON already.
    JsonText raw(Buffer json) {
        separate();
        out.appendBuffer(json);
        return this;
    }

    private void separate() {
        if (!first) {
            out.appendByte((byte) ',');
        }
        first = false;
    }

    Buffer finish() {
        return out;
    }

    /// A string as JSON text, quotes included. What UTF-8 cannot express is escaped.
    static Buffer encoded(String text) {
        return NOTHING.with("", text).raw("").orElseThrow();
    }
}
