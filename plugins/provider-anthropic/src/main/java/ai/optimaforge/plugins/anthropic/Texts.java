// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonSlice;

import io.vertx.core.buffer.Buffer;

/// Texts as they stand in a document, quotes and escapes and all.
final class Texts {
    private Texts() {}

    /// Whether a text holds nothing but white space, which the wire refuses.
    static boolean isBlank(JsonSlice text) {
        int at = 1;
        int end = text.length() - 1;
        while (at < end) {
            byte b = text.byteAt(at);
            if (b == ' ') {
                at++;
            } else if (b == '\\' && isBreak(text.byteAt(at + 1))) {
                at += 2;
            } else {
                return false;
            }
        }
        return true;
    }

    private static boolean isBreak(byte escape) {
        return escape == 'n' || escape == 't' || escape == 'r';
    }

    /// Whether a text is the empty one.
    static boolean isEmpty(Buffer text) {
        return text.length() == 2;
    }
}
