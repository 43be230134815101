// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.json.JsonDocument;

import java.util.Optional;

/// Embeddings in OpenAI's dialect: an object `list` whose `data` keeps the order of the inputs
/// and says their `index`.
///
/// @param document the answer
public record EmbeddingAnswer(JsonDocument document) {
    /// Keeps the document.
    public EmbeddingAnswer {
        requireNonNull(document, "document is null");
    }

    /// What the call used, where the upstream says so.
    public Optional<TokenUsage> usage() {
        return document.object("usage").map(TokenUsage::of);
    }
}
