// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/// The headers by which the clients of a user pace themselves. Any thread.
final class RateHeaders {
    private static final CharSequence LIMIT = HttpHeaders.createOptimized("x-ratelimit-limit");
    private static final CharSequence REMAINING =
            HttpHeaders.createOptimized("x-ratelimit-remaining");
    private static final CharSequence RESET = HttpHeaders.createOptimized("x-ratelimit-reset");
    private static final CharSequence LIMIT_DAY =
            HttpHeaders.createOptimized("x-ratelimit-limit-day");
    private static final CharSequence REMAINING_DAY =
            HttpHeaders.createOptimized("x-ratelimit-remaining-day");

    // what changes once a minute, or never, is not turned into text for every call
    private Text limit = new Text(Quota.NONE, "");
    private Text reset = limit;
    private Text limitDay = limit;

    /// A number and its text.
    private record Text(long number, String text) {
        Text of(long now) {
            return now == number ? this : new Text(now, Long.toString(now));
        }
    }

    /// Puts them on an answer that has none of them yet.
    void put(Verdict verdict, MultiMap headers) {
        Verdict.Left minute = verdict.minute();
        if (minute.isLimited()) {
            Text most = limit.of(minute.limit());
            Text end = reset.of(minute.resetSeconds());
            limit = most;
            reset = end;
            headers.add(LIMIT, most.text());
            headers.add(REMAINING, Long.toString(minute.remaining()));
            headers.add(RESET, end.text());
        }
        Verdict.Left day = verdict.day();
        if (day.isLimited()) {
            Text most = limitDay.of(day.limit());
            limitDay = most;
            headers.add(LIMIT_DAY, most.text());
            headers.add(REMAINING_DAY, Long.toString(day.remaining()));
        }
    }
}
