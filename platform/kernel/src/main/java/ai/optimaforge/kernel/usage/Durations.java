// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import ai.optimaforge.spi.admin.Usage.Latency;

import io.vertx.core.json.JsonArray;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How often which durations were seen, in buckets that are 10 % wide: a percentile is wrong by
/// at most half of that. From a tenth of a millisecond to five hours; what is beyond counts as
/// the end that it is beyond.
final class Durations {
    private static final double WIDTH = Math.log(1.1);
    private static final double UNIT_NANOS = 100_000;
    private static final double UNITS_A_MILLI = 10;
    private static final int LAST = 200;

    private final Map<Integer, Long> counts = new TreeMap<>();

    void add(long nanos) {
        double bucket = Math.floor(Math.log(Math.max(1, nanos / UNIT_NANOS)) / WIDTH);
        counts.merge(Math.min(LAST, (int) bucket), 1L, Long::sum);
    }

    /// Adds what [#toJson] told.
    void add(JsonArray told) {
        for (int i = 0; i + 1 < told.size(); i += 2) {
            counts.merge(told.getInteger(i), told.getLong(i + 1), Long::sum);
        }
    }

    /// The buckets that are not empty, each followed by its count.
    JsonArray toJson() {
        JsonArray told = new JsonArray();
        counts.forEach((bucket, count) -> told.add(bucket).add(count));
        return told;
    }

    /// Empty if there are none.
    Optional<Latency> percentiles() {
        return counts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Latency(percentile(0.5), percentile(0.95), percentile(0.99)));
    }

    private double percentile(double share) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        long rank = (long) Math.ceil(share * all);
        int bucket = 0;
        for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
            bucket = entry.getKey();
            rank -= entry.getValue();
            if (rank <= 0) {
                break;
            }
        }
        return Math.exp((bucket + 0.5) * WIDTH) / UNITS_A_MILLI;
    }
}
