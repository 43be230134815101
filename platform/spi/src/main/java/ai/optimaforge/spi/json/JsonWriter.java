// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.json;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Writes JSON text; neighbouring pieces of one source are copied in one go.
final class JsonWriter {
    private static final byte[] NOTHING = {};
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private final Buffer out;
    private byte[] source = NOTHING;
    private int from;
    private int to;

    JsonWriter(int sizeHint) {
        out = Buffer.buffer(sizeHint);
    }

    @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
    void copy(byte[] bytes, int start, int end) {
        if (bytes == source && start == to) {
            to = end;
        } else {
            flush();
            source = bytes;
            from = start;
            to = end;
        }
    }

    void ascii(char c) {
        flush();
        out.appendByte((byte) c);
    }

    void copy(byte[] bytes) {
        copy(bytes, 0, bytes.length);
    }

    Buffer finish() {
        flush();
        return out;
    }

    private void flush() {
        if (to > from) {
            out.appendBytes(source, from, to - from);
        }
        source = NOTHING;
        from = 0;
        to = 0;
    }

    static byte[] encode(@Nullable Object value) {
        if (value instanceof String text && isPlain(text)) {
            byte[] quoted = new byte[text.length() + 2];
            for (int i = 0; i < text.length(); i++) {
                quoted[i + 1] = (byte) text.charAt(i);
            }
            quoted[0] = '"';
            quoted[quoted.length - 1] = '"';
            return quoted;
        }
        if (value == null
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Boolean) {
            return String.valueOf(value).getBytes(StandardCharsets.UTF_8);
        }
        String json = Json.encode(value);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return isExpressible(json, bytes)
                ? bytes
                : escapeSurrogates(json).getBytes(StandardCharsets.UTF_8);
    }

    static String text(Object value) {
        String json = Json.encode(value);
        return isExpressible(json, json.getBytes(StandardCharsets.UTF_8))
                ? json
                : escapeSurrogates(json);
    }

    /// Whether UTF-8 expresses all of a text. For the VM two copies are less than a look at each
    /// character.
    private static boolean isExpressible(String text, byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).equals(text);
    }

    /// Escapes the surrogates without a partner, which UTF-8 cannot express. They stand in
    /// strings only.
    private static String escapeSurrogates(String json) {
        return LONE_SURROGATE
                .matcher(json)
                .replaceAll(match -> "\\\\u%04x".formatted((int) match.group().charAt(0)));
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
}
