// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import io.vertx.core.buffer.Buffer;

/// The arguments of a function call, which some upstreams give as an object and not as text.
final class Arguments {
    private Arguments() {}

    /// @param function the object `function` of a tool call, whole or a delta
    /// @return the text; empty if there is none
    static String text(JsonDocument function) {
        if (function.type("arguments").filter(JsonType.NULL::equals).isPresent()) {
            return "";
        }
        return function.string("arguments")
                .or(() -> function.raw("arguments").map(Buffer::toString))
                .orElse("");
    }
}
