// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.buffer.Buffer;

/// A request for embeddings in OpenAI's dialect.
///
/// @param document the request
public record EmbeddingRequest(JsonDocument document) {
    /// Keeps the document.
    public EmbeddingRequest {
        requireNonNull(document, "document is null");
    }

    /// The model that is asked for; empty if the request names none.
    public String model() {
        return document.string("model").orElse("");
    }

    /// Whether the vectors shall be base64 of little-endian 32-bit floats, as the official SDKs
    /// ask by default, and not arrays of numbers.
    public boolean base64() {
        return document.string("encoding_format").filter("base64"::equals).isPresent();
    }

    /// The same request for another model.
    public EmbeddingRequest withModel(String id) {
        return new EmbeddingRequest(document.with("model", id));
    }

    /// The same request without the platform's own options.
    public EmbeddingRequest withoutForge() {
        return new EmbeddingRequest(document.without("forge"));
    }

    /// The request as bytes, ready for an upstream.
    public Buffer toBuffer() {
        return document.toBuffer();
    }
}
