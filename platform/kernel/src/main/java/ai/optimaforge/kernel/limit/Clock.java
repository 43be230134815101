// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/// Where a moment is in minutes of the clock and in days and months of UTC, each counted from the
/// epoch.
record Clock(long minute, long day, long month) {
    private static final long MINUTE_SECONDS = 60;
    private static final long DAY_SECONDS = 86_400;

    static Clock at(long millis) {
        long seconds = Math.floorDiv(millis, 1_000L);
        YearMonth month = YearMonth.from(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
        return new Clock(
                seconds / MINUTE_SECONDS,
                seconds / DAY_SECONDS,
                month.getYear() * 12L + month.getMonthValue() - 1);
    }

    /// Whether a moment is in the same minute, and so in the same day and month.
    boolean isIn(long millis) {
        return Math.floorDiv(millis, MINUTE_SECONDS * 1_000) == minute;
    }

    /// When the next minute begins, in Unix seconds.
    long minuteReset() {
        return (minute + 1) * MINUTE_SECONDS;
    }

    long dayReset() {
        return (day + 1) * DAY_SECONDS;
    }

    long monthReset() {
        long next = month + 1;
        return YearMonth.of((int) (next / 12), (int) (next % 12) + 1)
                .atDay(1)
                .atStartOfDay()
                .toEpochSecond(ZoneOffset.UTC);
    }
}
