// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;

/// A response that is about to be made.
///
/// @param response the response object as it is now
/// @param input the new input items, with ids
/// @param history what it continues; empty if nothing
/// @param caller for whom it is made
/// @param request the request as it came, for work that is taken up again elsewhere
public record NewResponse(
        JsonObject response,
        List<JsonObject> input,
        Optional<Place> history,
        Caller caller,
        JsonDocument request) {
    /// Keeps a copy of the list.
    public NewResponse {
        requireNonNull(response, "response is null");
        input = List.copyOf(input);
        requireNonNull(history, "history is null");
        requireNonNull(caller, "caller is null");
        requireNonNull(request, "request is null");
    }
}
