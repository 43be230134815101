// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import ai.optimaforge.spi.admin.Limits;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// How much a subject may do; negative where there is no limit.
///
/// @param subject whose counts are meant: [#USER], or the id of a key
record Quota(
        String subject,
        long requestsPerMinute,
        long requestsPerDay,
        long tokensPerMinute,
        long concurrent,
        double usdPerDay,
        double usdPerMonth) {
    static final String USER = "";
    static final long NONE = -1;

    static Quota of(String subject, Limits limits) {
        return new Quota(
                subject,
                limits.requestsPerMinute().orElse(NONE),
                limits.requestsPerDay().orElse(NONE),
                limits.tokensPerMinute().orElse(NONE),
                limits.concurrent().orElse(NONE),
                limits.usdPerDay().orElse((double) NONE),
                limits.usdPerMonth().orElse((double) NONE));
    }

    /// The rate of the class of calls: what is not limited there is not limited here.
    Quota in(RateClass rateClass, long adminPerMinute) {
        return switch (rateClass) {
            case DEFAULT, CONTINUED -> this;
            case MEMORY ->
                    new Quota(
                            subject,
                            requestsPerMinute < 0 ? NONE : 2 * requestsPerMinute,
                            requestsPerDay,
                            tokensPerMinute,
                            concurrent,
                            usdPerDay,
                            usdPerMonth);
            case ADMIN -> new Quota(subject, adminPerMinute, NONE, NONE, NONE, NONE, NONE);
        };
    }

    /// What one of several nodes may let in by itself.
    Quota share(int nodes) {
        return new Quota(
                subject,
                share(requestsPerMinute, nodes),
                share(requestsPerDay, nodes),
                share(tokensPerMinute, nodes),
                share(concurrent, nodes),
                usdPerDay < 0 ? NONE : usdPerDay / nodes,
                usdPerMonth < 0 ? NONE : usdPerMonth / nodes);
    }

    private static long share(long limit, int nodes) {
        return limit < 0 ? NONE : limit / nodes;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeUTF(subject);
        out.writeLong(requestsPerMinute);
        out.writeLong(requestsPerDay);
        out.writeLong(tokensPerMinute);
        out.writeLong(concurrent);
        out.writeDouble(usdPerDay);
        out.writeDouble(usdPerMonth);
    }

    static Quota read(DataInputStream in) throws IOException {
        return new Quota(
                in.readUTF(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readDouble(),
                in.readDouble());
    }
}
