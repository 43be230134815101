// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.request;

import static java.util.Objects.requireNonNull;

import io.vertx.core.json.JsonObject;

import java.util.List;

/// All that a model answers in two parts. What the model is told beforehand is in neither of
/// them.
///
/// @param older what can be summed up; not empty
/// @param kept what stays word by word
public record Split(ModelInput older, Summary.Kept kept) {
    /// Keeps both.
    public Split {
        requireNonNull(older, "older is null");
        requireNonNull(kept, "kept is null");
    }

    /// How many items can be summed up.
    public int olderItems() {
        return older.items().size();
    }

    /// Where what stays begins.
    public String newestId() {
        List<JsonObject> newest = kept.newest();
        return newest.isEmpty() ? "" : newest.getFirst().getString("id", "");
    }
}
