// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import ai.optimaforge.spi.admin.Limits;
import ai.optimaforge.toolkit.resource.Fields;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// Limits of a key, a user or an account, as they come in and go out.
final class LimitFields {
    private LimitFields() {}

    /// Whether a body says something of limits; an empty inner value takes them back.
    static Optional<Optional<Limits>> change(Fields body) {
        return body.nullable("limits", name -> body.object(name).map(LimitFields::limits));
    }

    private static Limits limits(Fields fields) {
        Limits limits =
                new Limits(
                        fields.integer("requests_per_minute", 0),
                        fields.integer("requests_per_day", 0),
                        fields.integer("tokens_per_minute", 0),
                        fields.integer("concurrent", 0),
                        fields.amount("usd_per_day"),
                        fields.amount("usd_per_month"));
        fields.noMore();
        return limits;
    }

    static @Nullable JsonObject document(Optional<Limits> limits) {
        return limits.map(LimitFields::document).orElse(null);
    }

    private static JsonObject document(Limits limits) {
        return new JsonObject()
                .put("requests_per_minute", limits.requestsPerMinute().orElse(null))
                .put("requests_per_day", limits.requestsPerDay().orElse(null))
                .put("tokens_per_minute", limits.tokensPerMinute().orElse(null))
                .put("concurrent", limits.concurrent().orElse(null))
                .put("usd_per_day", limits.usdPerDay().orElse(null))
                .put("usd_per_month", limits.usdPerMonth().orElse(null));
    }
}
