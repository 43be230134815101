// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonFormatException;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;

/// What an upstream sends, which must be an object whatever else it is.
public final class UpstreamJson {
    private UpstreamJson() {}

    /// Reads an object.
    ///
    /// @param what how the message calls it, for instance `its answer`
    /// @throws UpstreamException that it is garbled, if it is no object
    public static JsonDocument parse(byte[] json, String what) {
        try {
            return JsonDocument.parse(json);
        } catch (JsonFormatException e) {
            throw UpstreamException.of(
                    Failure.GARBLED, what + " is not a JSON object: " + e.getMessage());
        }
    }
}
