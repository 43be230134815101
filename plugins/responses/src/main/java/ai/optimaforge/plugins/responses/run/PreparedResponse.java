// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.run;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.plugins.responses.answer.ResponseShell;
import ai.optimaforge.plugins.responses.request.ModelInput;
import ai.optimaforge.plugins.responses.request.ResponseRequest;
import ai.optimaforge.plugins.responses.state.History;
import ai.optimaforge.plugins.responses.state.NewResponse;
import ai.optimaforge.spi.Caller;

import io.vertx.core.json.JsonObject;

import java.util.Optional;

/// A response that can be made: all that it continues is there, and fits together.
///
/// @param id its id
/// @param createdAt when it was asked for, in Unix seconds
/// @param request what is asked for
/// @param history what it continues
/// @param input all that the model answers
public record PreparedResponse(
        String id,
        long createdAt,
        ResponseRequest request,
        Optional<History> history,
        ModelInput input) {
    /// Keeps them.
    public PreparedResponse {
        requireNonNull(id, "id is null");
        requireNonNull(request, "request is null");
        requireNonNull(history, "history is null");
        requireNonNull(input, "input is null");
    }

    /// The response object before the model has said anything; a new one at each call.
    ///
    /// @param status `queued` or `in_progress`
    public JsonObject shell(String status) {
        return ResponseShell.of(request, id, createdAt, status);
    }

    /// What [ai.optimaforge.plugins.responses.state.ResponseState#begin] is told.
    ///
    /// @param status `queued` or `in_progress`
    public NewResponse announced(String status, Caller caller) {
        return announced(shell(status), caller);
    }

    /// The same for one that has ended before it was begun to be kept.
    NewResponse announced(JsonObject response, Caller caller) {
        return new NewResponse(
                response, input.fresh(), history.map(History::place), caller, request.document());
    }
}
