// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/// A whole answer: status, headers, body; and what goes wrong on its way.
///
/// ```java
/// upstream.next(HttpReply.status(429).header("Retry-After", "7").body("{\"error\":{}}"));
/// ```
public final class HttpReply implements Reply {
    private final Head head;
    private byte[] body = new byte[0];
    private Duration beforeHead = Duration.ZERO;
    private Duration beforeBody = Duration.ZERO;
    private Writes writes = Writes.WHOLE;
    private Ending ending = Ending.NORMAL;
    private int cutAfter = Integer.MAX_VALUE;

    private HttpReply(int status) {
        head = new Head(status).set("Content-Type", "application/json");
    }

    /// A 200 with an empty JSON object.
    public static HttpReply ok() {
        return status(200);
    }

    /// An answer of this status, with an empty JSON object.
    public static HttpReply status(int status) {
        return new HttpReply(status).body("{}");
    }

    /// An error as OpenAI words it.
    public static HttpReply error(int status, String type, String code, String message) {
        var error =
                new JsonObject()
                        .put("message", message)
                        .put("type", type)
                        .putNull("param")
                        .put("code", code);
        return status(status).body(new JsonObject().put("error", error));
    }

    /// Sets a header; replaces one of that name, `Content-Length` and `Content-Type` too.
    public HttpReply header(String name, String value) {
        head.set(name, value);
        return this;
    }

    /// Adds a header beside one of that name.
    public HttpReply addHeader(String name, String value) {
        head.add(name, value);
        return this;
    }

    /// The body, as UTF-8.
    public HttpReply body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The body, as JSON.
    public HttpReply body(JsonObject json) {
        return body(json.encode());
    }

    /// The body, byte for byte.
    public HttpReply body(byte[] bytes) {
        body = bytes.clone();
        return this;
    }

    /// Holds the whole answer back for so long.
    public HttpReply stallBeforeHead(Duration duration) {
        beforeHead = duration;
        return this;
    }

    /// Sends the head, then holds the body back for so long.
    public HttpReply stallBeforeBody(Duration duration) {
        beforeBody = duration;
        return this;
    }

    /// Writes the body in network writes of these sizes, the last of them repeated, with `gap`
    /// between them.
    public HttpReply inWritesOf(Duration gap, int... sizes) {
        writes = new Writes(gap, sizes);
        return this;
    }

    /// Closes the connection after so many bytes of the body.
    public HttpReply closeAfter(int bytes) {
        return endAfter(bytes, Ending.CLOSE);
    }

    /// Resets the connection after so many bytes of the body.
    public HttpReply resetAfter(int bytes) {
        return endAfter(bytes, Ending.RESET);
    }

    /// Sends nothing more after so many bytes of the body, until the client leaves.
    public HttpReply stallAfter(int bytes) {
        return endAfter(bytes, Ending.STALL);
    }

    private HttpReply endAfter(int bytes, Ending how) {
        cutAfter = bytes;
        ending = how;
        return this;
    }

    @Override
    public void play(RecordedRequest request, Wire wire) throws IOException {
        wire.pause(beforeHead);
        byte[] start =
                head.copy().setIfAbsent("Content-Length", String.valueOf(body.length)).bytes();
        if (ending == Ending.NORMAL && beforeBody.isZero() && writes == Writes.WHOLE) {
            wire.finish(Bytes.concat(start, body));
            return;
        }
        wire.write(start);
        wire.pause(beforeBody);
        if (ending == Ending.NORMAL) {
            writes.finish(wire, body);
        } else {
            writes.write(wire, Arrays.copyOf(body, Math.min(cutAfter, body.length)));
            ending.end(wire);
        }
    }
}
