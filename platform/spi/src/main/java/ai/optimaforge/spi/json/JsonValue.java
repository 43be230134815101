// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.json;

import io.vertx.core.buffer.Buffer;

import java.util.List;

/// The value of a member: bytes of the source, bytes of our own, or a document with its own
/// changes.
sealed interface JsonValue {
    void write(JsonWriter out);

    /// The value as JSON text; a new buffer at each call.
    default Buffer toBuffer() {
        JsonWriter out = new JsonWriter(64);
        write(out);
        return out.finish();
    }

    JsonType type();

    /// Whether it is an array or an object with nothing in it.
    boolean isEmpty();

    /// A value of its own bytes, whatever it was made of.
    Text text();

    record Text(byte[] bytes, int start, int end) implements JsonValue {
        Text(byte[] bytes) {
            this(bytes, 0, bytes.length);
        }

        @Override
        public JsonType type() {
            return JsonType.of(bytes[start]);
        }

        @Override
        public boolean isEmpty() {
            int inside = new JsonScanner(bytes, end).skipWhitespace(start + 1);
            return (bytes[start] == '[' || bytes[start] == '{') && inside == end - 1;
        }

        @Override
        public void write(JsonWriter out) {
            out.copy(bytes, start, end);
        }

        @Override
        public Buffer toBuffer() {
            return Buffer.buffer(end - start).appendBytes(bytes, start, end - start);
        }

        @Override
        public Text text() {
            return this;
        }
    }

    record Nested(JsonDocument document) implements JsonValue {
        @Override
        public JsonType type() {
            return JsonType.OBJECT;
        }

        @Override
        public boolean isEmpty() {
            return document.names().isEmpty();
        }

        @Override
        public void write(JsonWriter out) {
            document.write(out);
        }

        @Override
        public Text text() {
            return new Text(document.toBuffer().getBytes());
        }
    }

    /// An array of which some elements were changed.
    record Elements(Text array, List<Change> changes) implements JsonValue {
        record Change(Text before, JsonDocument after) {}

        @Override
        public JsonType type() {
            return JsonType.ARRAY;
        }

        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public void write(JsonWriter out) {
            int at = array.start();
            for (Change change : changes) {
                out.copy(array.bytes(), at, change.before().start());
                change.after().write(out);
                at = change.before().end();
            }
            out.copy(array.bytes(), at, array.end());
        }

        @Override
        public Text text() {
            JsonWriter out = new JsonWriter(array.end() - array.start() + 64);
            write(out);
            return new Text(out.finish().getBytes());
        }
    }
}
