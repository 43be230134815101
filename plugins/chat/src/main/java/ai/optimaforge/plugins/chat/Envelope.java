// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.chat;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.Route;

import io.vertx.core.json.JsonObject;

/// What the platform adds to an answer: an id of its own and `forge_metadata`.
final class Envelope {
    private static final String METADATA = "forge_metadata";

    private static final String ID_PREFIX = "forge-";
    private static final JsonDocument NOTHING_DONE =
            JsonDocument.of(
                    new JsonObject()
                            .put("provider", "")
                            .put("routing_time_ms", 0)
                            .put("security_scan", "skipped")
                            .put("cache_hit", false)
                            .put("cost_usd", null)
                            .put("trace_id", "")
                            .put("routing", null));

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
        return call.caller().forgeMetadata() ? document.with(METADATA, of(route)) : document;
    }

    /// The way that the call took. What no plugin here has done is told as not done: nothing was
    /// scanned, nothing came from a cache, and no price is known.
    private JsonDocument of(Route route) {
        return NOTHING_DONE
                .with("provider", route.instance())
                .with("routing_time_ms", route.routingTime().toMillis())
                .with("trace_id", call.requestId())
                .with("routing", JsonDocument.empty().with("reason", route.reason()));
    }
}
