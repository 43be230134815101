// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.fast;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/// Right answers as they go over the network, whole or chunked.
final class HttpBytes {
    private HttpBytes() {}

    static Buffer json(JsonObject body) {
        Buffer bytes = body.toBuffer();
        return head("content-type: application/json", "content-length: " + bytes.length())
                .appendBuffer(bytes);
    }

    /// The head of a stream, after which chunks come.
    static Buffer streamHead() {
        return head(
                "content-type: text/event-stream; charset=utf-8",
                "cache-control: no-cache",
                "transfer-encoding: chunked");
    }

    /// Text of plain ASCII as one chunk.
    static Buffer chunk(String text) {
        return Buffer.buffer(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    /// The end of the last chunk.
    static Buffer end() {
        return Buffer.buffer("0\r\n\r\n");
    }

    private static Buffer head(String... fields) {
        return Buffer.buffer("HTTP/1.1 200 OK\r\n" + String.join("\r\n", fields) + "\r\n\r\n");
    }
}
