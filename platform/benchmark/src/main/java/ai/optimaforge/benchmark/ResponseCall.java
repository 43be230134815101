// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.json.JsonObject;

/// A response to be asked for by a body of about a kilobyte.
///
/// @param kept whether it can be read again
/// @param stream whether its events are asked for
record ResponseCall(boolean kept, boolean stream) implements ApiCall {
    private static final String INPUT = "x".repeat(900);

    /// A whole answer.
    static ResponseCall whole(boolean kept) {
        return new ResponseCall(kept, false);
    }

    /// A stream.
    static ResponseCall streamed(boolean kept) {
        return new ResponseCall(kept, true);
    }

    @Override
    public String path() {
        return "/responses";
    }

    @Override
    public String body(Target target) {
        return new JsonObject()
                .put("model", target.model())
                .put("input", INPUT)
                .put("stream", stream)
                .put("store", kept)
                .encode();
    }
}
