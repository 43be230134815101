// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.json.JsonObject;

import java.nio.charset.StandardCharsets;

/// By which API a stream is asked for.
enum StreamKind {
    /// Of chat completions.
    CHAT("Streams", "token\""),
    /// Of responses that are not kept.
    RESPONSE("Streams of responses", "\"response.output_text.delta\""),
    /// Of responses that are kept, each with its events.
    KEPT_RESPONSE("Streams of responses that are kept", "\"response.output_text.delta\"");

    private static final String INPUT = "x".repeat(900);

    private final String title;
    private final String delta;

    StreamKind(String title, String delta) {
        this.title = title;
        this.delta = delta;
    }

    /// How a row is called that is about them.
    String title() {
        return title;
    }

    /// What stands once in each frame that holds a delta, and nowhere else.
    byte[] delta() {
        return delta.getBytes(StandardCharsets.US_ASCII);
    }

    /// A request for one as it goes over the wire.
    byte[] request(Target target) {
        if (this == CHAT) {
            return ChatCall.streamed().request(target);
        }
        JsonObject body =
                new JsonObject()
                        .put("model", target.model())
                        .put("input", INPUT)
                        .put("stream", true)
                        .put("store", this == KEPT_RESPONSE);
        return target.post("/responses", body.encode());
    }
}
