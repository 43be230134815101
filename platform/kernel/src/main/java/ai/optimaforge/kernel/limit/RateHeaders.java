// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/// The headers by which clients pace themselves.
final class RateHeaders {
    private static final CharSequence LIMIT = HttpHeaders.createOptimized("x-ratelimit-limit");
    private static final CharSequence REMAINING =
            HttpHeaders.createOptimized("x-ratelimit-remaining");
    private static final CharSequence RESET = HttpHeaders.createOptimized("x-ratelimit-reset");
    private static final CharSequence LIMIT_DAY =
            HttpHeaders.createOptimized("x-ratelimit-limit-day");
    private static final CharSequence REMAINING_DAY =
            HttpHeaders.createOptimized("x-ratelimit-remaining-day");

    private RateHeaders() {}

    /// Puts them on an answer that has none of them yet.
    static void put(Verdict verdict, MultiMap headers) {
        Verdict.Left minute = verdict.minute();
        if (minute.isLimited()) {
            headers.add(LIMIT, Long.toString(minute.limit()));
            headers.add(REMAINING, Long.toString(minute.remaining()));
            headers.add(RESET, Long.toString(minute.resetSeconds()));
        }
        Verdict.Left day = verdict.day();
        if (day.isLimited()) {
            headers.add(LIMIT_DAY, Long.toString(day.limit()));
            headers.add(REMAINING_DAY, Long.toString(day.remaining()));
        }
    }
}
