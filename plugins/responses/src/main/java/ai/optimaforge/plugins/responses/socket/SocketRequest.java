// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.socket;

import ai.optimaforge.plugins.responses.request.ResponseRequest;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonFormatException;

import io.vertx.core.buffer.Buffer;

import java.util.Optional;

/// What a message on a WebSocket asks for.
final class SocketRequest {
    private static final String CREATE = "response.create";

    private SocketRequest() {}

    /// Reads a message.
    ///
    /// @throws ForgeException with a 400 if it is none that can be answered
    static JsonDocument read(String message) {
        JsonDocument document = parsed(message);
        Optional<String> type = document.string("type");
        if (!type.equals(Optional.of(CREATE))) {
            throw new ForgeException(
                            CommonError.INVALID_PARAMETER,
                            type.map(given -> "type must be response.create, not " + given + ".")
                                    .orElse("type is missing: it must be response.create."))
                    .withParam("type");
        }
        return document;
    }

    private static JsonDocument parsed(String message) {
        try {
            return JsonDocument.parse(Buffer.buffer(message));
        } catch (JsonFormatException e) {
            throw new ForgeException(
                    CommonError.INVALID_JSON,
                    "The message is not a JSON object: " + e.getMessage(),
                    e);
        }
    }

    /// The request for a response in a message.
    ///
    /// @throws ForgeException with a 400 that names what is wrong with it
    static ResponseRequest request(JsonDocument message) {
        if (message.flag("background").orElse(false)) {
            throw new ForgeException(
                            CommonError.INVALID_PARAMETER,
                            "background can't be true on a WebSocket: a response is made while the"
                                    + " connection lasts.")
                    .withParam("background");
        }
        return ResponseRequest.of(message.without("type").with("stream", true));
    }
}
