// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.json.JsonDocument;

import java.util.Optional;

/// One chunk of a streamed answer in OpenAI's dialect, an object `chat.completion.chunk`. A
/// stream from [Models] is canonical: the first chunk of a choice carries the role, usage comes
/// in a last chunk without choices and nowhere else, every choice ends with a finish reason.
///
/// @param document the chunk
public record ChatChunk(JsonDocument document) {
    /// Keeps the document.
    public ChatChunk {
        requireNonNull(document, "document is null");
    }

    /// Whether the chunk has a choice.
    public boolean hasChoices() {
        return document.has("choices") && !document.isEmpty("choices");
    }

    /// What the call used, in the chunk that says so.
    public Optional<TokenUsage> usage() {
        return document.object("usage").map(TokenUsage::of);
    }
}
