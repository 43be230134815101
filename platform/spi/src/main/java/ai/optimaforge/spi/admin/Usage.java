// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.admin;

import io.vertx.core.Future;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What calls took and cost.
public interface Usage {
    /// Sums over a time, by groups. Calls of the last seconds may not be in it yet.
    Future<Listing<Row>> query(Query query);

    /// What is asked for.
    ///
    /// @param from the begin; rounded down to the hour
    /// @param to the end, not included; rounded up to the hour
    /// @param groupBy none to all of the dimensions, in the order of the answer
    /// @param limit at most so many rows
    /// @param after the row behind which the answer begins: the values of its groups
    record Query(
            Instant from,
            Instant to,
            List<Dimension> groupBy,
            int limit,
            Optional<List<String>> after) {
        /// Keeps a copy.
        public Query {
            groupBy = List.copyOf(groupBy);
        }
    }

    /// By what calls can be grouped.
    enum Dimension {
        /// The model, as the upstream names it.
        MODEL,
        /// The provider instance.
        PROVIDER,
        /// The user.
        USER,
        /// The key.
        KEY,
        /// The day of UTC, `2026-11-25`.
        DAY,
        /// The hour of UTC, `2026-11-25T14:00:00Z`.
        HOUR
    }

    /// The sums of a group, in the order of the groups' values.
    ///
    /// @param group the value of each dimension that was asked for
    /// @param costUsd where at least one call had a price
    /// @param latency of the calls that were answered
    record Row(
            Map<Dimension, String> group,
            long requests,
            long errors,
            long inputTokens,
            long outputTokens,
            long cachedTokens,
            Optional<Double> costUsd,
            Optional<Latency> latency) {}

    /// Percentiles, in milliseconds, to about 10 %.
    record Latency(double p50, double p95, double p99) {}
}
