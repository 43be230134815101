// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import static java.util.Objects.requireNonNull;

import io.vertx.core.json.JsonObject;

import java.util.List;

/// What a response continues.
///
/// @param items oldest first, as the API shows them
/// @param place where the next items go, opaque
public record History(List<JsonObject> items, Place place) {
    /// Keeps a copy of the list.
    public History {
        items = List.copyOf(items);
        requireNonNull(place, "place is null");
    }
}
