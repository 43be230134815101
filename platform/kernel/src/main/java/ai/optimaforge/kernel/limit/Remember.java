// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import ai.optimaforge.kernel.cluster.StepFunction.Outcome;
import ai.optimaforge.kernel.usage.Spent;

import java.io.DataInputStream;
import java.io.IOException;

/// Reminds a tally of what a user did before its nodes were started.
record Remember(long nowMillis, Spent spent) implements TallyStep<Boolean> {
    static final String TYPE = "limit.remember";
    private static final byte[] NOTHING = {};

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public byte[] argument() {
        return Encoded.write(
                out -> {
                    out.writeLong(nowMillis);
                    out.writeLong(spent.callsInDay());
                    out.writeDouble(spent.usdInDay());
                    out.writeDouble(spent.usdInMonth());
                });
    }

    private static Remember read(DataInputStream in) throws IOException {
        return new Remember(
                in.readLong(), new Spent(in.readLong(), in.readDouble(), in.readDouble()));
    }

    @Override
    public Boolean result(byte[] answer) {
        return true;
    }

    static Outcome run(byte[] state, byte[] argument) {
        Remember remember = Encoded.read(argument, Remember::read);
        Tally tally = Tally.at(remember.nowMillis, state);
        remember.on(tally);
        return new Outcome(tally.state(), NOTHING);
    }

    @Override
    public Boolean on(Tally tally) {
        tally.of(Quota.USER).raiseTo(spent.callsInDay(), spent.usdInDay(), spent.usdInMonth());
        return true;
    }
}
