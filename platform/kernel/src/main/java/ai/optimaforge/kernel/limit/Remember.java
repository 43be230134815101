// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import ai.optimaforge.kernel.usage.Spent;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// Reminds a tally of what a user did before its nodes were started.
record Remember(long nowMillis, Spent spent) implements TallyStep<Boolean> {
    static final String TYPE = "limit.remember";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        out.writeLong(nowMillis);
        out.writeLong(spent.callsInDay());
        out.writeDouble(spent.usdInDay());
        out.writeDouble(spent.usdInMonth());
    }

    static Remember read(DataInputStream in) throws IOException {
        return new Remember(
                in.readLong(), new Spent(in.readLong(), in.readDouble(), in.readDouble()));
    }

    @Override
    public Boolean result(byte[] answer) {
        return true;
    }

    @Override
    public Boolean on(Tally tally) {
        tally.of(Quota.USER).raiseTo(spent.callsInDay(), spent.usdInDay(), spent.usdInMonth());
        return true;
    }
}
