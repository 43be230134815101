// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import ai.optimaforge.kernel.limit.Verdict.Left;
import ai.optimaforge.kernel.limit.Verdict.Reason;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Lets a call in if every quota has room for it, and counts it then; a call that is refused
/// leaves no trace.
///
/// @param nowMillis of the node that asks
/// @param tokens what the call is expected to use
/// @param node the node that asks
/// @param dead nodes that have left, whose calls are over
/// @param quotas the user's, and the key's if it has its own
record Admit(
        long nowMillis,
        RateClass rateClass,
        long tokens,
        String node,
        List<String> dead,
        List<Quota> quotas)
        implements TallyStep<Verdict> {
    static final String TYPE = "limit.admit";

    /// When to try again where nothing tells when a call will end.
    private static final long SOON_SECONDS = 1;

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        out.writeLong(nowMillis);
        out.writeUTF(rateClass.name());
        out.writeLong(tokens);
        out.writeUTF(node);
        Encoded.writeTexts(dead, out);
        out.writeShort(quotas.size());
        for (Quota quota : quotas) {
            quota.write(out);
        }
    }

    static Admit read(DataInputStream in) throws IOException {
        long now = in.readLong();
        RateClass rateClass = RateClass.valueOf(in.readUTF());
        long tokens = in.readLong();
        String node = in.readUTF();
        List<String> dead = Encoded.readTexts(in);
        List<Quota> quotas = new ArrayList<>();
        for (int left = in.readShort(); left > 0; left--) {
            quotas.add(Quota.read(in));
        }
        return new Admit(now, rateClass, tokens, node, dead, quotas);
    }

    @Override
    public Verdict result(byte[] answer) {
        return Verdict.decoded(answer);
    }

    @Override
    public byte[] encoded(Verdict answer) {
        return answer.encoded();
    }

    @Override
    public boolean changes(Verdict answer) {
        return answer.isAllowed();
    }

    @Override
    public Verdict on(Tally tally) {
        Clock clock = tally.clock();
        tally.all().forEach(counts -> counts.forget(dead));
        for (Quota quota : quotas) {
            Reason reason = usedUp(quota, tally.of(quota.subject()));
            if (reason != Reason.NONE) {
                return verdict(tally, reason, quota, retryAt(reason, clock));
            }
        }
        quotas.forEach(quota -> tally.of(quota.subject()).begin(rateClass, tokens, node));
        return verdict(tally, Reason.NONE, quotas.getFirst(), 0);
    }

    private Reason usedUp(Quota quota, Counts counts) {
        if (isSpent(quota.usdPerMonth(), counts.usdInMonth())) {
            return Reason.USD_PER_MONTH;
        } else if (isSpent(quota.usdPerDay(), counts.usdInDay())) {
            return Reason.USD_PER_DAY;
        } else if (rateClass == RateClass.CONTINUED) {
            return Reason.NONE;
        } else if (isFull(quota.requestsPerDay(), counts.requestsInDay())) {
            return Reason.REQUESTS_PER_DAY;
        } else if (isFull(quota.requestsPerMinute(), counts.requestsInMinute(rateClass))) {
            return Reason.REQUESTS_PER_MINUTE;
        } else if (isTooMuch(quota.tokensPerMinute(), counts.tokensInMinute())) {
            return Reason.TOKENS_PER_MINUTE;
        } else if (isFull(quota.concurrent(), counts.inFlight())) {
            return Reason.CONCURRENT;
        }
        return Reason.NONE;
    }

    private static boolean isFull(long limit, long used) {
        return limit >= 0 && used >= limit;
    }

    private static boolean isSpent(double limit, double used) {
        return limit >= 0 && used >= limit;
    }

    /// A call that is expected to use more than there may be at all is let in when nothing else
    /// was: an estimate must not shut anybody out for good.
    private boolean isTooMuch(long limit, long used) {
        return limit >= 0 && (used >= limit || (used > 0 && used + tokens > limit));
    }

    private static long retryAt(Reason reason, Clock clock) {
        return switch (reason) {
            case NONE -> 0;
            case REQUESTS_PER_MINUTE, TOKENS_PER_MINUTE -> clock.minuteReset();
            case REQUESTS_PER_DAY, USD_PER_DAY -> clock.dayReset();
            case USD_PER_MONTH -> clock.monthReset();
            case CONCURRENT -> SOON_SECONDS;
        };
    }

    private Verdict verdict(Tally tally, Reason reason, Quota quota, long retryAt) {
        Clock clock = tally.clock();
        Left minute = Left.NO_LIMIT;
        Left day = Left.NO_LIMIT;
        double usd = Double.POSITIVE_INFINITY;
        for (Quota each : quotas) {
            Counts counts = tally.of(each.subject());
            long inMinute = counts.requestsInMinute(rateClass);
            minute = minute.narrower(left(each.requestsPerMinute(), inMinute, clock.minuteReset()));
            day =
                    day.narrower(
                            left(each.requestsPerDay(), counts.requestsInDay(), clock.dayReset()));
            usd = Math.min(usd, usdLeft(each.usdPerDay(), counts.usdInDay()));
            usd = Math.min(usd, usdLeft(each.usdPerMonth(), counts.usdInMonth()));
        }
        return new Verdict(
                reason,
                !quota.subject().equals(Quota.USER),
                limit(reason, quota),
                retryAt,
                minute,
                day,
                clock.minute(),
                usd);
    }

    private static double usdLeft(double limit, double used) {
        return limit < 0 ? Double.POSITIVE_INFINITY : limit - used;
    }

    private static Left left(long limit, long used, long reset) {
        return limit < 0 ? Left.NO_LIMIT : new Left(limit, Math.max(0, limit - used), reset);
    }

    private static double limit(Reason reason, Quota quota) {
        return switch (reason) {
            case NONE -> (double) Quota.NONE;
            case REQUESTS_PER_MINUTE -> (double) quota.requestsPerMinute();
            case REQUESTS_PER_DAY -> (double) quota.requestsPerDay();
            case TOKENS_PER_MINUTE -> (double) quota.tokensPerMinute();
            case CONCURRENT -> (double) quota.concurrent();
            case USD_PER_DAY -> quota.usdPerDay();
            case USD_PER_MONTH -> quota.usdPerMonth();
        };
    }
}
