// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.chat;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.Route;

/// What the platform adds to an answer: an id of its own and `forge_metadata`.
final class Envelope {
    private static final String METADATA = "forge_metadata";

    private static final String ID_PREFIX = "forge-";

    private final CallContext call;

    Envelope(CallContext call) {
        this.call = call;
    }

    /// The document with an id that tells whose it is.
    static JsonDocument publicId(JsonDocument document) {
        String id = document.string("id").orElse("");
        return id.startsWith(ID_PREFIX) ? document : document.with("id", ID_PREFIX + id);
    }

    /// The document with `forge_metadata`, unless the key does without.
    JsonDocument on(JsonDocument document, Route route) {
        return call.caller().forgeMetadata() ? document.with(METADATA, route.metadata()) : document;
    }
}
