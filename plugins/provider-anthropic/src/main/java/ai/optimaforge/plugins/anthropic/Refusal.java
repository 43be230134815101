// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import io.vertx.core.buffer.Buffer;

/// What the wire can't express, or what no wire could: the client's mistake, with its field.
final class Refusal {
    private Refusal() {}

    /// @param message what is wrong with the field; the field's name is put before it
    static ForgeException of(String field, String message) {
        return new ForgeException(CommonError.INVALID_PARAMETER, field + " " + message)
                .withParam(field);
    }

    /// A text of the client's in a message, quoted and not endless.
    static String shown(String text) {
        return '"' + cut(text) + '"';
    }

    /// JSON of the client's in a message, which has its own quotes, and is not endless.
    static String shown(Buffer json) {
        return cut(json.toString());
    }

    private static String cut(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
