// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.buffer.Buffer;

import java.util.Map;

/// A request in another dialect than OpenAI's chat completions: the document that came in, bytes
/// and all, and what the dialect says in headers.
///
/// @param dialect the dialect
/// @param document the request; its `model` names the model
/// @param headers the headers of the client that belong to the dialect and that an upstream which
/// speaks it is to see, by their names in lower case; never a key, and nothing that was not
/// chosen by its name. A provider that can't say them leaves them out
public record NativeRequest(Dialect dialect, JsonDocument document, Map<String, String> headers) {
    /// Keeps all three.
    public NativeRequest {
        requireNonNull(dialect, "dialect is null");
        requireNonNull(document, "document is null");
        headers = Map.copyOf(headers);
    }

    /// A request that says nothing in headers.
    public NativeRequest(Dialect dialect, JsonDocument document) {
        this(dialect, document, Map.of());
    }

    /// The model that is asked for; empty if the request names none.
    public String model() {
        return document.string("model").orElse("");
    }

    /// The same request without the platform's own options.
    public NativeRequest withoutForge() {
        return new NativeRequest(dialect, document.without("forge"), headers);
    }

    /// The same request for another model.
    public NativeRequest withModel(String id) {
        return new NativeRequest(dialect, document.with("model", id), headers);
    }

    /// The request as bytes, ready for an upstream.
    public Buffer toBuffer() {
        return document.toBuffer();
    }
}
