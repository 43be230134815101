// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.buffer.Buffer;

/// A request in another dialect than OpenAI's chat completions: the document that came in, bytes
/// and all.
///
/// @param dialect the dialect
/// @param document the request; its `model` names the model
public record NativeRequest(Dialect dialect, JsonDocument document) {
    /// Keeps both.
    public NativeRequest {
        requireNonNull(dialect, "dialect is null");
        requireNonNull(document, "document is null");
    }

    /// The model that is asked for; empty if the request names none.
    public String model() {
        return document.string("model").orElse("");
    }

    /// The same request without the platform's own options.
    public NativeRequest withoutForge() {
        return new NativeRequest(dialect, document.without("forge"));
    }

    /// The same request for another model.
    public NativeRequest withModel(String id) {
        return new NativeRequest(dialect, document.with("model", id));
    }

    /// The request as bytes, ready for an upstream.
    public Buffer toBuffer() {
        return document.toBuffer();
    }
}
