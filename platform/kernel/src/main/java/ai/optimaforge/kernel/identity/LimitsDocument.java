// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.spi.admin.Limits;

import io.vertx.core.json.JsonObject;

import java.util.Optional;

/// Limits as they are stored.
final class LimitsDocument {
    private LimitsDocument() {}

    static JsonObject of(Limits limits) {
        JsonObject document = new JsonObject();
        limits.requestsPerMinute().ifPresent(n -> document.put("requests_per_minute", n));
        limits.requestsPerDay().ifPresent(n -> document.put("requests_per_day", n));
        limits.tokensPerMinute().ifPresent(n -> document.put("tokens_per_minute", n));
        limits.concurrent().ifPresent(n -> document.put("concurrent", n));
        limits.usdPerDay().ifPresent(n -> document.put("usd_per_day", n));
        limits.usdPerMonth().ifPresent(n -> document.put("usd_per_month", n));
        return document;
    }

    /// The limits below a field; empty if there are none.
    static Optional<Limits> read(JsonObject body, String field) {
        return Optional.ofNullable(body.getJsonObject(field)).map(LimitsDocument::read);
    }

    private static Limits read(JsonObject document) {
        return new Limits(
                Optional.ofNullable(document.getLong("requests_per_minute")),
                Optional.ofNullable(document.getLong("requests_per_day")),
                Optional.ofNullable(document.getLong("tokens_per_minute")),
                Optional.ofNullable(document.getLong("concurrent")),
                Optional.ofNullable(document.getDouble("usd_per_day")),
                Optional.ofNullable(document.getDouble("usd_per_month")));
    }
}
