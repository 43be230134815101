// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import static java.util.Objects.requireNonNull;

import io.vertx.core.json.JsonObject;

import java.util.List;

/// A response that has ended.
///
/// @param response the response object
/// @param kept its output with all that it takes to continue it
public record Made(JsonObject response, List<JsonObject> kept) {
    /// Keeps a copy of the list.
    public Made {
        requireNonNull(response, "response is null");
        kept = List.copyOf(kept);
    }
}
