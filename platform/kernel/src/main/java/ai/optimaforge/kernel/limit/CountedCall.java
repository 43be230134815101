// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A call that counts, and is settled when it is over.
final class CountedCall implements Reservation {
    private final Admit admit;
    private final Verdict verdict;
    private final Consumer<Settle> settle;
    private long tokens;
    private double usd;
    private boolean over;

    CountedCall(Admit admit, Verdict verdict, Consumer<Settle> settle) {
        this.admit = admit;
        this.verdict = verdict;
        this.settle = settle;
    }

    @Override
    public void used(long more, double moreUsd) {
        tokens += more;
        usd += moreUsd;
    }

    @Override
    public double usdLeft() {
        return verdict.usdLeft() - usd;
    }

    @Override
    public void end() {
        if (over || admit.rateClass() == RateClass.ADMIN) {
            return;
        }
        over = true;
        settle.accept(
                new Settle(
                        System.currentTimeMillis(),
                        admit.node(),
                        verdict.minuteIndex(),
                        admit.tokens(),
                        tokens,
                        usd,
                        subjects()));
    }

    private List<String> subjects() {
        List<String> subjects = new ArrayList<>(admit.quotas().size());
        for (Quota quota : admit.quotas()) {
            subjects.add(quota.subject());
        }
        return subjects;
    }
}
