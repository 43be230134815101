// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.json.JsonDocument;

import java.util.Optional;

/// A whole answer in the dialect of its [NativeRequest], as the upstream gave it.
///
/// @param document the answer
/// @param usage what the call used, where the answer says so
public record NativeAnswer(JsonDocument document, Optional<TokenUsage> usage) {
    /// Keeps both.
    public NativeAnswer {
        requireNonNull(document, "document is null");
        requireNonNull(usage, "usage is null");
    }
}
