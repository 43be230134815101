// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit.resource;

import ai.optimaforge.spi.admin.LimitStatus;

import io.vertx.core.json.JsonObject;

import java.util.Optional;
import java.util.function.Function;

/// What a user may do and what is left of it, as clients see it: `null` stands where there is no
/// limit.
public final class LimitDocument {
    private LimitDocument() {}

    /// The limits alone, without whose they are.
    public static JsonObject of(LimitStatus status) {
        JsonObject limits = new JsonObject();
        put(limits, "requests_per_minute", status.requestsPerMinute(), LimitDocument::window);
        put(limits, "requests_per_day", status.requestsPerDay(), LimitDocument::window);
        put(limits, "tokens_per_minute", status.tokensPerMinute(), LimitDocument::window);
        put(limits, "concurrent", status.concurrent(), LimitDocument::inUse);
        put(limits, "budget_usd", status.budget(), LimitDocument::budget);
        return limits;
    }

    private static <T> void put(
            JsonObject limits, String name, Optional<T> limit, Function<T, JsonObject> document) {
        limits.put(name, limit.map(document).orElse(null));
    }

    private static JsonObject window(LimitStatus.Window window) {
        return new JsonObject()
                .put("limit", window.limit())
                .put("remaining", window.remaining())
                .put("reset", window.reset());
    }

    private static JsonObject inUse(LimitStatus.InUse use) {
        return new JsonObject().put("limit", use.limit()).put("in_use", use.inUse());
    }

    private static JsonObject budget(LimitStatus.Budget budget) {
        return new JsonObject()
                .put("limit", budget.limit())
                .put("spent", budget.spent())
                .put("reset", budget.reset());
    }
}
