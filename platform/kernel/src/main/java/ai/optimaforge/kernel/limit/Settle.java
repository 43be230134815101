// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/// Ends a call that was let in: it is in flight no more, and what it used takes the place of what
/// it was expected to use, if its minute is not over.
///
/// @param minute the minute in which it was let in
/// @param expected the tokens that it was expected to use
/// @param used the tokens that it did use
/// @param usd what it cost
record Settle(
        long nowMillis,
        String node,
        long minute,
        long expected,
        long used,
        double usd,
        List<String> subjects)
        implements TallyStep<Boolean> {
    static final String TYPE = "limit.settle";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        out.writeLong(nowMillis);
        out.writeUTF(node);
        out.writeLong(minute);
        out.writeLong(expected);
        out.writeLong(used);
        out.writeDouble(usd);
        Encoded.writeTexts(subjects, out);
    }

    static Settle read(DataInputStream in) throws IOException {
        long now = in.readLong();
        String node = in.readUTF();
        long minute = in.readLong();
        long expected = in.readLong();
        long used = in.readLong();
        double usd = in.readDouble();
        List<String> subjects = Encoded.readTexts(in);
        return new Settle(now, node, minute, expected, used, usd, subjects);
    }

    @Override
    public Boolean result(byte[] answer) {
        return true;
    }

    @Override
    public Boolean on(Tally tally) {
        long expectedNow = tally.clock().minute() == minute ? expected : 0;
        for (String subject : subjects) {
            tally.of(subject).end(node, used - expectedNow, usd);
        }
        return true;
    }
}
