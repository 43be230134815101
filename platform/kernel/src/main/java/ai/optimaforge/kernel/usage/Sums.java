// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import ai.optimaforge.spi.admin.Usage;
import ai.optimaforge.spi.admin.Usage.Dimension;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.Map;
import java.util.Optional;

/// What several calls took and cost together.
final class Sums {
    private long requests;
    private long errors;
    private long inputTokens;
    private long outputTokens;
    private long cachedTokens;
    private long reasoningTokens;
    private long cacheHits;
    private long priced;
    private double costUsd;
    private final Durations latency = new Durations();
    private final Durations firstToken = new Durations();

    void add(UsageRecord call) {
        requests++;
        inputTokens += call.tokens().input();
        outputTokens += call.tokens().output();
        cachedTokens += call.tokens().cached();
        reasoningTokens += call.tokens().reasoning();
        if (call.cacheHit()) {
            cacheHits++;
        }
        if (Double.isFinite(call.costUsd())) {
            priced++;
            costUsd += call.costUsd();
        }
        if (call.isError()) {
            errors++;
        } else {
            latency.add(call.latencyNanos());
        }
        if (call.firstTokenNanos() >= 0) {
            firstToken.add(call.firstTokenNanos());
        }
    }

    /// Adds what [#writeTo] wrote.
    void add(JsonObject document) {
        requests += document.getLong("requests", 0L);
        errors += document.getLong("errors", 0L);
        inputTokens += document.getLong("input_tokens", 0L);
        outputTokens += document.getLong("output_tokens", 0L);
        cachedTokens += document.getLong("cached_tokens", 0L);
        reasoningTokens += document.getLong("reasoning_tokens", 0L);
        cacheHits += document.getLong("cache_hits", 0L);
        priced += document.getLong("priced", 0L);
        costUsd += document.getDouble("cost_usd", 0.0);
        latency.add(document.getJsonArray("latency", new JsonArray()));
        firstToken.add(document.getJsonArray("first_token", new JsonArray()));
    }

    void writeTo(JsonObject document) {
        document.put("requests", requests)
                .put("errors", errors)
                .put("input_tokens", inputTokens)
                .put("output_tokens", outputTokens)
                .put("cached_tokens", cachedTokens)
                .put("reasoning_tokens", reasoningTokens)
                .put("cache_hits", cacheHits)
                .put("priced", priced)
                .put("cost_usd", costUsd)
                .put("latency", latency.toJson())
                .put("first_token", firstToken.toJson());
    }

    Usage.Row row(Map<Dimension, String> group) {
        return new Usage.Row(
                group,
                requests,
                errors,
                inputTokens,
                outputTokens,
                cachedTokens,
                priced == 0 ? Optional.empty() : Optional.of(costUsd),
                latency.percentiles());
    }
}
