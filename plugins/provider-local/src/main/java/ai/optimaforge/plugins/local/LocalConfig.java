// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.local;

import ai.optimaforge.spi.config.Setting;

/// The settings of an instance.
///
/// @param threads how many threads embed; each takes a core while it does
/// @param queueLimit how many calls may be under way or wait
public record LocalConfig(
        @Setting(
                        value = "How many threads embed; each takes a core while it does.",
                        defaultValue = "1")
                int threads,
        @Setting(
                        value =
                                "How many calls may be under way or wait; one more is told to try"
                                        + " again.",
                        defaultValue = "64")
                int queueLimit) {
    private static final int MOST_THREADS = 64;
    private static final int LONGEST_QUEUE = 10_000;

    /// Refuses what could never work.
    public LocalConfig {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("threads must be between 1 and " + MOST_THREADS);
        }
        if (queueLimit < 1 || queueLimit > LONGEST_QUEUE) {
            throw new IllegalArgumentException("queueLimit must be between 1 and " + LONGEST_QUEUE);
        }
    }
}
