// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import java.time.Duration;

/// Durations as numbers, those beyond a century as a century.
final class Nanos {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Nanos() {}

    static long of(Duration duration) {
        return (duration.compareTo(LONGEST) < 0 ? duration : LONGEST).toNanos();
    }

    static long millisOf(Duration duration) {
        long millis = (duration.compareTo(LONGEST) < 0 ? duration : LONGEST).toMillis();
        return Math.max(1, millis);
    }
}
