// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// Whether a call is let in, and what is left.
///
/// @param refused what is used up; [Reason#NONE] if the call is let in
/// @param ofKey whether it is a limit of the key's own
/// @param limit the limit that is used up
/// @param minute what is left of the minute's calls, of the narrowest limit there is
/// @param day what is left of the day's calls
/// @param minuteIndex the minute in which the call counts
/// @param usdLeft what is left of the narrowest budget, in US dollars; infinite if there is none
record Verdict(
        Reason refused,
        boolean ofKey,
        double limit,
        long retryAtSeconds,
        Left minute,
        Left day,
        long minuteIndex,
        double usdLeft) {
    /// What may be used up.
    enum Reason {
        NONE,
        REQUESTS_PER_MINUTE,
        REQUESTS_PER_DAY,
        TOKENS_PER_MINUTE,
        CONCURRENT,
        USD_PER_DAY,
        USD_PER_MONTH
    }

    /// What is left of a limit; a negative limit is none.
    record Left(long limit, long remaining, long resetSeconds) {
        static final Left NO_LIMIT = new Left(Quota.NONE, 0, 0);

        boolean isLimited() {
            return limit >= 0;
        }

        /// The one that is nearer its end.
        Left narrower(Left other) {
            if (!isLimited()) {
                return other;
            }
            return !other.isLimited() || remaining <= other.remaining ? this : other;
        }

        private void write(DataOutputStream out) throws IOException {
            out.writeLong(limit);
            out.writeLong(remaining);
            out.writeLong(resetSeconds);
        }

        private static Left read(DataInputStream in) throws IOException {
            return new Left(in.readLong(), in.readLong(), in.readLong());
        }
    }

    boolean isAllowed() {
        return refused == Reason.NONE;
    }

    byte[] encoded() {
        return Encoded.write(
                out -> {
                    out.writeUTF(refused.name());
                    out.writeBoolean(ofKey);
                    out.writeDouble(limit);
                    out.writeLong(retryAtSeconds);
                    minute.write(out);
                    day.write(out);
                    out.writeLong(minuteIndex);
                    out.writeDouble(usdLeft);
                });
    }

    static Verdict decoded(byte[] bytes) {
        return Encoded.read(
                bytes,
                in ->
                        new Verdict(
                                Reason.valueOf(in.readUTF()),
                                in.readBoolean(),
                                in.readDouble(),
                                in.readLong(),
                                Left.read(in),
                                Left.read(in),
                                in.readLong(),
                                in.readDouble()));
    }
}
