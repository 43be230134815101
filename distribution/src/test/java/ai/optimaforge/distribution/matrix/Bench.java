// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.client.RawConnection;
import ai.optimaforge.testing.upstream.RecordedRequest;

import io.vertx.core.json.JsonObject;

import java.util.function.Supplier;

/// Makes calls to the platform, and tells how they got through.
record Bench(Gateway gateway) {
    /// A request as a surface wants it.
    ///
    /// @param body without the model
    static JsonObject request(JsonObject body, Provider provider, Surface surface) {
        JsonObject request = new JsonObject().put("model", provider.model()).mergeIn(body);
        if (!surface.isChat() && !request.containsKey("max_tokens")) {
            request.put("max_tokens", 4096);
        }
        if (surface.streamed()) {
            request.put("stream", true);
            if (surface.isChat()) {
                request.put("stream_options", new JsonObject().put("include_usage", true));
            }
        }
        return request;
    }

    /// Makes a call and reads all of its answer.
    Got call(JsonObject request, Surface surface) {
        ApiResponse answer = post(request, surface);
        Got.Reader reader = new Got.Reader(answer.status(), answer.header("retry-after"));
        if (answer.header("content-type").startsWith("text/event-stream")) {
            for (String frame : answer.text().split("\n\n", 0)) {
                reader.frame(frame, surface);
            }
        } else {
            reader.whole(answer.json(), surface);
        }
        return reader.got(surface);
    }

    /// Makes a call and gives its answer as it came.
    ApiResponse post(JsonObject request, Surface surface) {
        return gateway.client().post(surface.path(), request.encode());
    }

    /// Makes a call, and leaves once it has begun: once the upstream has the request, or on a
    /// stream once the first text has come.
    ///
    /// @param begun waits until the call is where it shall be
    <T> T callAndLeave(JsonObject request, Surface surface, Supplier<T> begun) {
        if (surface.streamed()) {
            try (EventStream stream = gateway.client().stream(surface.path(), request.encode())) {
                stream.skip();
                return begun.get();
            }
        }
        try (RawConnection client = RawConnection.open(gateway.platform().address())) {
            byte[] body = request.toBuffer().getBytes();
            client.send(
                            """
                            POST %s HTTP/1.1\r
                            Host: x\r
                            Authorization: Bearer %s\r
                            Content-Type: application/json\r
                            Content-Length: %d\r
                            \r
                            """
                                    .formatted(
                                            surface.path(), gateway.platform().key(), body.length))
                    .send(body);
            return begun.get();
        }
    }

    /// The request that reached the upstream, and no other did.
    RecordedRequest received() {
        RecordedRequest received = gateway.received();
        assertFalse(gateway.upstream().hasUnseen(), "a call was made twice");
        return received;
    }

    /// How the request got to the upstream: as it is, but for the model's name, or in other
    /// words. The sandbox, inside the platform, takes OpenAI's dialect as it is.
    static Mark way(JsonObject request, JsonObject reached, Surface surface, String path) {
        boolean asItIs =
                path.equals(surface.path()) && withoutModel(reached).equals(withoutModel(request));
        return asItIs ? Mark.NATIVE : Mark.TRANSLATED;
    }

    private static JsonObject withoutModel(JsonObject document) {
        JsonObject copy = document.copy();
        copy.remove("model");
        return copy;
    }
}
