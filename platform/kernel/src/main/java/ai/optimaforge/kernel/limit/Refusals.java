// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import static java.util.Locale.ROOT;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import java.time.Duration;

/// What a caller is told whose limit is used up.
final class Refusals {
    private Refusals() {}

    static ForgeException of(Admit admit, Verdict verdict) {
        return switch (verdict.refused()) {
            case USD_PER_DAY -> budget(verdict, "day");
            case USD_PER_MONTH -> budget(verdict, "month");
            case REQUESTS_PER_MINUTE -> rate(admit, verdict, "%s requests a minute");
            case REQUESTS_PER_DAY -> rate(admit, verdict, "%s requests a day");
            case TOKENS_PER_MINUTE -> rate(admit, verdict, "%s tokens a minute");
            case CONCURRENT -> rate(admit, verdict, "%s calls at the same time");
            case NONE -> throw new IllegalArgumentException("the call is let in");
        };
    }

    private static ForgeException budget(Verdict verdict, String period) {
        return new ForgeException(
                CommonError.FORGE_BUDGET_EXCEEDED,
                String.format(
                        ROOT,
                        "The budget of this %s, %.2f USD a %s, is spent.",
                        subject(verdict),
                        verdict.limit(),
                        period));
    }

    private static ForgeException rate(Admit admit, Verdict verdict, String what) {
        long wait = Math.max(1, verdict.retryAtSeconds() - admit.nowMillis() / 1_000);
        String limit = what.formatted(Long.toString((long) verdict.limit()));
        return new ForgeException(
                        CommonError.RATE_LIMIT_EXCEEDED,
                        "Rate limit exceeded: this %s may have %s. Please retry after %d seconds."
                                .formatted(subject(verdict), limit, wait))
                .withRetryAfter(Duration.ofSeconds(wait));
    }

    private static String subject(Verdict verdict) {
        return verdict.ofKey() ? "key" : "user";
    }
}
