// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.plugins.responses.request.ResponseRequest;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.TokenUsage;

import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What a response is made from, beside what the model says.
///
/// @param shell the response so far, see [ResponseShell]; it is completed in its place
/// @param request what is asked for
/// @param first items that its output begins with, whole ones
/// @param used what the model used for those
/// @param metadata what the client is told of the call once it is over, as `forge_metadata`
public record Making(
        JsonObject shell,
        ResponseRequest request,
        List<JsonObject> first,
        TokenUsage used,
        Supplier<Optional<JsonDocument>> metadata) {
    private static final long MILLIS = 1000;

    /// Keeps a copy of the list.
    public Making {
        requireNonNull(shell, "shell is null");
        requireNonNull(request, "request is null");
        first = List.copyOf(first);
        requireNonNull(used, "used is null");
        requireNonNull(metadata, "metadata is null");
    }

    ResponseWriter writer(Emission out) {
        return new ResponseWriter(
                shell,
                out,
                first,
                request.maxToolCalls(),
                request.includes("reasoning.encrypted_content"));
    }

    /// Adds what is known at the end.
    JsonObject ended(JsonObject response, Ending ending) {
        if (ending.isWhole()) {
            response.put("completed_at", System.currentTimeMillis() / MILLIS);
        }
        if (!used.equals(TokenUsage.NONE)) {
            response.put("usage", ResponseUsage.sum(response.getJsonObject("usage"), used));
        }
        metadata.get().ifPresent(told -> response.put("forge_metadata", told.toJson()));
        return response;
    }
}
