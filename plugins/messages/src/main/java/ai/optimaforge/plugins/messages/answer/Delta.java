// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.answer;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import io.vertx.core.buffer.Buffer;

/// The texts of a delta as they stand there, so that they need not be decoded to be sent on.
final class Delta {
    private static final int QUOTES = 2;

    private Delta() {}

    /// Whether a member is a text with something in it.
    static boolean says(JsonDocument delta, String name) {
        return delta.type(name).filter(JsonType.STRING::equals).isPresent()
                && text(delta, name).length() > QUOTES;
    }

    /// A member as a JSON string, quotes and escapes and all.
    static Buffer text(JsonDocument delta, String name) {
        return delta.raw(name).orElseThrow();
    }
}
