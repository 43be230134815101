// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.endpoint;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// What an operation answers, decided anew for each call.
public sealed interface Answer {
    /// A JSON document.
    static Answer json(JsonObject body) {
        return new Document(200, Map.of(), body.toBuffer());
    }

    /// A JSON document.
    static Answer json(JsonDocument body) {
        return new Document(200, Map.of(), body.toBuffer());
    }

    /// A JSON object with a member that must not be kept: an answer that is kept for a repeated
    /// `Idempotency-Key` has `null` in its place.
    static Answer secret(JsonObject body, String member) {
        return new Document(200, Map.of(), body.toBuffer(), Set.of(member));
    }

    /// The connection, as a WebSocket.
    static Answer webSocket(Consumer<WebSocketSession> opened) {
        return new WebSocket(opened);
    }

    /// A stream of server-sent events.
    static Answer events(CancellableStream<Buffer> events) {
        return new Events(Map.of(), events);
    }

    /// A whole JSON document.
    ///
    /// @param status the HTTP status, 200 to 299; beyond that only where an operation's answer
    /// says how something does, or its protocol has error bodies of its own
    /// @param headers more response headers
    /// @param body the document
    /// @param secrets the members of the document that must not be kept
    record Document(int status, Map<String, String> headers, Buffer body, Set<String> secrets)
            implements Answer {
        /// A document without secrets.
        public Document(int status, Map<String, String> headers, Buffer body) {
            this(status, headers, body, Set.of());
        }

        /// Keeps copies.
        public Document {
            headers = Map.copyOf(headers);
            secrets = Set.copyOf(secrets);
            requireNonNull(body, "body is null");
        }
    }

    /// A stream of server-sent events with status 200. The response's head waits for the first
    /// event, so what fails before it is still answered with its own HTTP status. The kernel
    /// reads the stream on the call's event loop, pauses it while the client is slow, keeps a
    /// silent connection alive with comments, and cancels it when the client goes away. A failure
    /// becomes one last `data: {"error":…}` frame.
    ///
    /// @param headers more response headers
    /// @param events bytes ready to be written, handed over paused: each item holds one whole
    /// frame or several, never a part of one
    record Events(Map<String, String> headers, CancellableStream<Buffer> events) implements Answer {
        /// Keeps a copy of the headers.
        public Events {
            headers = Map.copyOf(headers);
            requireNonNull(events, "events is null");
        }
    }

    /// Takes the connection over as a WebSocket. Only an operation that the contract marks with
    /// `x-forge-websocket: true` may answer so, and no other way with success.
    ///
    /// @param opened run once, on the call's event loop, when the connection is upgraded; what it
    /// throws closes the connection with 1011
    record WebSocket(Consumer<WebSocketSession> opened) implements Answer {
        /// Keeps it.
        public WebSocket {
            requireNonNull(opened, "opened is null");
        }
    }

    /// No body.
    ///
    /// @param status the HTTP status, for instance 204
    /// @param headers more response headers
    record Nothing(int status, Map<String, String> headers) implements Answer {
        /// Keeps a copy of the headers.
        public Nothing {
            headers = Map.copyOf(headers);
        }
    }
}
