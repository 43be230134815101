// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/// Reads what a user has done, and changes nothing.
record Look(long nowMillis, List<String> dead) implements TallyStep<Look.Seen> {
    static final String TYPE = "limit.look";

    /// What a user has done.
    record Seen(
            long requestsInMinute,
            long requestsInDay,
            long tokensInMinute,
            long inFlight,
            double usdInDay,
            double usdInMonth) {
        private void write(DataOutputStream out) throws IOException {
            out.writeLong(requestsInMinute);
            out.writeLong(requestsInDay);
            out.writeLong(tokensInMinute);
            out.writeLong(inFlight);
            out.writeDouble(usdInDay);
            out.writeDouble(usdInMonth);
        }

        private static Seen read(DataInputStream in) throws IOException {
            return new Seen(
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readDouble(),
                    in.readDouble());
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        out.writeLong(nowMillis);
        Encoded.writeTexts(dead, out);
    }

    static Look read(DataInputStream in) throws IOException {
        long now = in.readLong();
        List<String> dead = Encoded.readTexts(in);
        return new Look(now, dead);
    }

    @Override
    public Seen result(byte[] answer) {
        return Encoded.read(answer, Seen::read);
    }

    @Override
    public byte[] encoded(Seen answer) {
        return Encoded.write(answer::write);
    }

    @Override
    public boolean changes(Seen answer) {
        return false;
    }

    @Override
    public Seen on(Tally tally) {
        Counts counts = tally.of(Quota.USER);
        counts.forget(dead);
        return new Seen(
                counts.requestsInMinute(RateClass.DEFAULT),
                counts.requestsInDay(),
                counts.tokensInMinute(),
                counts.inFlight(),
                counts.usdInDay(),
                counts.usdInMonth());
    }
}
