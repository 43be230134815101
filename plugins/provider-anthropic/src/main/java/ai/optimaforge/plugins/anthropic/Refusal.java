// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import io.vertx.core.buffer.Buffer;

/// What the wire can't express, or what no wire could: the client's mistake, with its field.
final class Refusal {
    private static final int LONGEST_SHOWN = 100;

    private Refusal() {}

    /// @param message what is wrong with the field; the field's name is put before it
    static ForgeException of(String field, String message) {
        return new ForgeException(CommonError.INVALID_PARAMETER, field + " " + message)
                .withParam(field);
    }

    /// A text of the client's in a message, quoted and not endless.
    static String shown(String text) {
        return '"' + shortened(text) + '"';
    }

    /// A value of the client's in a message as its JSON text, which brings its own quotes; not
    /// endless.
    static String shown(Buffer json) {
        return shortened(json.toString());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
