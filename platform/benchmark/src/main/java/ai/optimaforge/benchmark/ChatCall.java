// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import ai.optimaforge.testing.upstream.fast.FastUpstream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.nio.charset.StandardCharsets;

/// A chat call to be made.
///
/// @param content the user's message
/// @param stream whether a stream is asked for
record ChatCall(String content, boolean stream) {
    /// What is left of a body of about a kilobyte once its frame is taken off.
    private static final int KILOBYTE = 900;

    /// A whole answer to a body of about a kilobyte.
    static ChatCall small() {
        return new ChatCall("x".repeat(KILOBYTE), false);
    }

    /// A whole answer to a body of about 100 KB.
    static ChatCall large() {
        return new ChatCall("x".repeat(100_000), false);
    }

    /// A stream.
    static ChatCall streamed() {
        return new ChatCall("x".repeat(KILOBYTE), true);
    }

    /// A whole answer that never comes.
    static ChatCall stalled() {
        return new ChatCall(FastUpstream.STALL, false);
    }

    /// The JSON body, with the model that the target wants.
    String body(Target target) {
        var body = new JsonObject().put("model", target.model()).put("stream", stream);
        var message = new JsonObject().put("role", "user").put("content", content);
        return body.put("messages", new JsonArray().add(message)).put("temperature", 1).encode();
    }

    /// The whole request as it goes over the wire.
    byte[] request(Target target) {
        String body = body(target);
        return String.join(
                        "\r\n",
                        "POST " + target.chatUrl().getRawPath() + " HTTP/1.1",
                        "Host: " + target.host() + ":" + target.port(),
                        "Authorization: Bearer " + target.key(),
                        "Content-Type: application/json",
                        "Content-Length: " + body.length(),
                        "",
                        body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
