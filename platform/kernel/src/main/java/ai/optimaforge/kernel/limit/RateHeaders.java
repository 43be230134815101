// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import java.util.HashMap;
import java.util.Map;

/// The headers by which clients pace themselves.
final class RateHeaders {
    private RateHeaders() {}

    static Map<String, String> of(Verdict verdict) {
        Map<String, String> headers = new HashMap<>();
        Verdict.Left minute = verdict.minute();
        if (minute.isLimited()) {
            headers.put("x-ratelimit-limit", Long.toString(minute.limit()));
            headers.put("x-ratelimit-remaining", Long.toString(minute.remaining()));
            headers.put("x-ratelimit-reset", Long.toString(minute.resetSeconds()));
        }
        Verdict.Left day = verdict.day();
        if (day.isLimited()) {
            headers.put("x-ratelimit-limit-day", Long.toString(day.limit()));
            headers.put("x-ratelimit-remaining-day", Long.toString(day.remaining()));
        }
        return headers;
    }
}
