// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.json.JsonDocument;

import java.util.Optional;

/// A whole answer in OpenAI's dialect, an object `chat.completion`.
///
/// @param document the answer
public record ChatAnswer(JsonDocument document) {
    /// Keeps the document.
    public ChatAnswer {
        requireNonNull(document, "document is null");
    }

    /// What the call used, where the upstream says so.
    public Optional<TokenUsage> usage() {
        return document.object("usage").map(TokenUsage::of);
    }
}
