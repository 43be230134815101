// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import ai.optimaforge.spi.config.DataSize;
import ai.optimaforge.spi.config.Setting;

import java.time.Duration;

/// How usage is kept: `usage.…`.
public record UsageConfig(
        @Setting(value = "How often usage is written to the store", defaultValue = "1 s")
                Duration writeInterval,
        @Setting(
                        value =
                                "The most that the journal of calls not summed up yet takes of the"
                                        + " disk",
                        defaultValue = "64 MiB")
                DataSize journalLimit,
        @Setting(
                        value =
                                "How many sums may wait for a store that is away; beyond it, and"
                                        + " with the journal full, calls are summed up by the hour"
                                        + " alone",
                        defaultValue = "10000")
                int rowLimit,
        @Setting(value = "How long usage is kept", defaultValue = "400 d") Duration retention) {
    /// Checks the bounds.
    public UsageConfig {
        require(
                writeInterval.toMillis() >= 1 && writeInterval.toMinutes() <= 1,
                "write-interval must be from 1 ms to 1 min");
        require(journalLimit.bytes() >= 1024 * 1024, "journal-limit must be at least 1 MiB");
        require(
                journalLimit.bytes() <= 16L * 1024 * 1024 * 1024,
                "journal-limit must be at most 16 GiB");
        require(rowLimit >= 1, "row-limit must be at least 1");
        require(retention.toDays() >= 1, "retention must be at least 1 d");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
