// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.net.http.HttpHeaders;

/// An answer, read whole.
///
/// @param status the HTTP status
/// @param headers the headers; their names compare without case
/// @param body the bytes of the body, without a transfer coding
public record ApiResponse(int status, HttpHeaders headers, byte[] body) {
    /// The body as text.
    public String text() {
        return new String(body, UTF_8);
    }

    /// The body as a JSON object.
    public JsonObject json() {
        return new JsonObject(Buffer.buffer(body));
    }

    /// What the error envelope holds.
    ///
    /// @throws AssertionError if the body is no error envelope
    public JsonObject error() {
        JsonObject error = json().getJsonObject("error");
        if (error == null) {
            throw new AssertionError("no error: " + this);
        }
        return error;
    }

    /// The first value of a header, or an empty string where there is none.
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    @Override
    public String toString() {
        return status + " " + headers.map() + " " + text();
    }
}
