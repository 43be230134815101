// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import ai.optimaforge.kernel.identity.Identity;
import ai.optimaforge.spi.admin.LimitStatus;
import ai.optimaforge.spi.admin.LimitStatus.Budget;
import ai.optimaforge.spi.admin.LimitStatus.InUse;
import ai.optimaforge.spi.admin.LimitStatus.Window;
import ai.optimaforge.spi.admin.Limits;

import java.util.Optional;

/// What a user has left.
final class StatusOf {
    private StatusOf() {}

    static LimitStatus user(Identity user, Look.Seen seen, Clock clock) {
        Limits limits = user.userLimits();
        return new LimitStatus(
                user.caller().userId(),
                user.caller().tier(),
                window(limits.requestsPerMinute(), seen.requestsInMinute(), clock.minuteReset()),
                window(limits.requestsPerDay(), seen.requestsInDay(), clock.dayReset()),
                window(limits.tokensPerMinute(), seen.tokensInMinute(), clock.minuteReset()),
                limits.concurrent().map(limit -> new InUse(limit, seen.inFlight())),
                budget(limits, seen, clock));
    }

    private static Optional<Window> window(Optional<Long> limit, long used, long reset) {
        return limit.map(most -> new Window(most, Math.max(0, most - used), reset));
    }

    /// Of two budgets, the one of which less is left.
    private static Optional<Budget> budget(Limits limits, Look.Seen seen, Clock clock) {
        Optional<Budget> day =
                limits.usdPerDay().map(l -> new Budget(l, seen.usdInDay(), clock.dayReset()));
        Optional<Budget> month =
                limits.usdPerMonth().map(l -> new Budget(l, seen.usdInMonth(), clock.monthReset()));
        if (day.isEmpty() || month.isEmpty()) {
            return day.or(() -> month);
        }
        boolean dayIsNearer = left(day.get()) <= left(month.get());
        return dayIsNearer ? day : month;
    }

    private static double left(Budget budget) {
        return budget.limit() - budget.spent();
    }
}
