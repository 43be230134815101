// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.checkFromToIndex;
import static java.util.Objects.checkIndex;

import io.vertx.core.buffer.Buffer;

/// The JSON text of a value where it stands in its document: a string with its quotes and
/// escapes, an array with its brackets. Nothing is copied until asked for, so one who writes a
/// large text into another document copies it once.
///
/// Immutable, thread-safe. It keeps the whole document in memory.
public final class JsonSlice {
    private final JsonValue.Text text;

    JsonSlice(JsonValue.Text text) {
        this.text = text;
    }

    /// How many bytes it has.
    public int length() {
        return text.end() - text.start();
    }

    /// One of its bytes.
    ///
    /// @param index from 0
    /// @throws IndexOutOfBoundsException if it has none there
    public byte byteAt(int index) {
        return text.bytes()[text.start() + checkIndex(index, length())];
    }

    /// Copies some of its bytes.
    ///
    /// @param from the first of them, from 0
    /// @param to the end of them
    /// @param target gets them
    /// @param at where the first of them goes
    /// @throws IndexOutOfBoundsException if it has not so many, or there is no room for them
    public void copy(int from, int to, byte[] target, int at) {
        checkFromToIndex(from, to, length());
        System.arraycopy(text.bytes(), text.start() + from, target, at, to - from);
    }

    /// A copy.
    public Buffer toBuffer() {
        return text.toBuffer();
    }

    /// The JSON text.
    @Override
    public String toString() {
        return new String(text.bytes(), text.start(), length(), UTF_8);
    }
}
