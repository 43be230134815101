// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import ai.optimaforge.spi.model.TokenUsage;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

/// What a call used, as a response tells it.
public final class ResponseUsage {
    private ResponseUsage() {}

    /// The object `usage`.
    public static JsonObject of(TokenUsage usage) {
        return new JsonObject()
                .put("input_tokens", usage.input())
                .put(
                        "input_tokens_details",
                        new JsonObject()
                                .put("cached_tokens", usage.cached())
                                .put("cache_write_tokens", usage.cacheWrite()))
                .put("output_tokens", usage.output())
                .put(
                        "output_tokens_details",
                        new JsonObject().put("reasoning_tokens", usage.reasoning()))
                .put("total_tokens", usage.input() + usage.output());
    }

    /// The object `usage` of two calls.
    ///
    /// @param one that of the first; null if it told nothing
    static JsonObject sum(@Nullable JsonObject one, TokenUsage other) {
        return one == null ? of(other) : sum(one, of(other));
    }

    private static JsonObject sum(JsonObject one, JsonObject other) {
        JsonObject sum = new JsonObject();
        other.forEach(
                member -> {
                    String name = member.getKey();
                    sum.put(
                            name,
                            member.getValue() instanceof JsonObject details
                                    ? sum(one.getJsonObject(name), details)
                                    : one.getLong(name) + other.getLong(name));
                });
        return sum;
    }
}
