// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import io.vertx.core.buffer.Buffer;

import java.util.List;

/// Strings that stay JSON text: joined without being decoded.
final class JsonStrings {
    private static final Buffer EMPTY = Buffer.buffer("\"\"");

    private JsonStrings() {}

    /// One string of all, quotes included; the empty one of none.
    static Buffer joined(List<Buffer> strings) {
        return switch (strings.size()) {
            case 0 -> EMPTY;
            case 1 -> strings.getFirst();
            default -> {
                Buffer all = Buffer.buffer("\"");
                for (Buffer string : strings) {
                    all.appendBuffer(string, 1, string.length() - 2);
                }
                yield all.appendByte((byte) '"');
            }
        };
    }
}
