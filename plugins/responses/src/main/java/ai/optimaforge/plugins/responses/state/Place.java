// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import static java.util.Objects.requireNonNull;

import io.vertx.core.json.JsonObject;

import java.util.List;

/// Where the next items go.
///
/// @param chain the chain; empty if there is none yet
/// @param length how many turns it has so far
/// @param parent the response that is continued; empty for a conversation
/// @param turn the parent's own items, which are put into the chain once a response continues it
public record Place(String chain, int length, String parent, String turn) {
    /// Checks that all is there.
    public Place {
        requireNonNull(chain, "chain is null");
        requireNonNull(parent, "parent is null");
        requireNonNull(turn, "turn is null");
    }

    /// Behind a response that is kept nowhere: a chain that continues it begins with all that it
    /// said.
    public static Place beginning(String parent, List<JsonObject> items) {
        return new Place("", 0, parent, Turn.text(items));
    }
}
