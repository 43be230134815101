// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;

/// A response that is to be written.
///
/// @param id the response's
/// @param user whose it is
/// @param background whether it is made in the background
/// @param streamed whether its events are kept
/// @param parent what it continues, if that is another response
/// @param conversation the conversation that it belongs to; empty if there is none
/// @param response the response as it is now
/// @param input its own input items
/// @param request the request that asked for it; empty unless it is made in the background
/// @param expiresAt until when it is kept, in Unix seconds
record Draft(
        String id,
        String user,
        boolean background,
        boolean streamed,
        Optional<Place> parent,
        String conversation,
        JsonObject response,
        List<JsonObject> input,
        String request,
        long expiresAt) {
    static Draft of(NewResponse response, long expiresAt) {
        boolean background = response.request().flag("background").orElse(false);
        return new Draft(
                response.response().getString("id"),
                response.caller().userId(),
                background,
                response.request().flag("stream").orElse(false),
                response.history().filter(place -> !place.parent().isEmpty()),
                response.history()
                        .filter(place -> place.parent().isEmpty())
                        .map(Place::chain)
                        .orElse(""),
                response.response(),
                response.input(),
                background ? response.request().toString() : "",
                expiresAt);
    }
}
