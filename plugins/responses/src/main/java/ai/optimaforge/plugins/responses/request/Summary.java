// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.request;

import static java.util.Objects.requireNonNull;

import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;

/// What a compaction item says.
///
/// @param text the conversation in short, for a model to read
/// @param kept what stays word by word beside it. The item then stands for all that came before
/// it; without, for the input of the request that made it, and what stands before it counts too
public record Summary(String text, Optional<Kept> kept) {
    /// Keeps both.
    public Summary {
        requireNonNull(text, "text is null");
        requireNonNull(kept, "kept is null");
    }

    /// Items that stay word by word.
    ///
    /// @param told what the model is told beforehand, which stands before the summary
    /// @param newest what was said last, which follows it
    public record Kept(List<JsonObject> told, List<JsonObject> newest) {
        /// Keeps copies of the lists.
        public Kept {
            told = List.copyOf(told);
            newest = List.copyOf(newest);
        }
    }
}
