// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/// The counts of a user and of the user's keys: what all nodes share of it.
final class Tally {
    private Clock clock;
    private final Map<String, Counts> subjects = new TreeMap<>();

    private Tally(Clock clock) {
        this.clock = clock;
    }

    /// The tally that the bytes hold, or an empty one, brought forward to a moment.
    static Tally at(long millis, byte[] state) {
        Tally tally = state.length == 0 ? begun(millis) : Encoded.read(state, Tally::read);
        tally.turnTo(millis);
        return tally;
    }

    /// An empty one.
    static Tally begun(long millis) {
        return new Tally(Clock.at(millis));
    }

    /// Brings it forward to a moment.
    void turnTo(long millis) {
        if (!clock.isIn(millis)) {
            turnTo(Clock.at(millis));
        }
    }

    private void turnTo(Clock now) {
        // the clocks of two nodes may differ by a little: what has begun does not begin again
        boolean minute = now.minute() > clock.minute();
        boolean day = now.day() > clock.day();
        boolean month = now.month() > clock.month();
        for (Counts counts : subjects.values()) {
            if (minute) {
                counts.minuteBegins();
            }
            if (day) {
                counts.dayBegins();
            }
            if (month) {
                counts.monthBegins();
            }
        }
        clock =
                new Clock(
                        Math.max(now.minute(), clock.minute()),
                        Math.max(now.day(), clock.day()),
                        Math.max(now.month(), clock.month()));
    }

    Clock clock() {
        return clock;
    }

    Counts of(String subject) {
        return subjects.computeIfAbsent(subject, name -> new Counts());
    }

    Iterable<Counts> all() {
        return subjects.values();
    }

    byte[] state() {
        return Encoded.write(this::write);
    }

    private void write(DataOutputStream out) throws IOException {
        out.writeLong(clock.minute());
        out.writeLong(clock.day());
        out.writeLong(clock.month());
        out.writeShort(subjects.size());
        for (Map.Entry<String, Counts> subject : subjects.entrySet()) {
            out.writeUTF(subject.getKey());
            subject.getValue().write(out);
        }
    }

    private static Tally read(DataInputStream in) throws IOException {
        Tally tally = new Tally(new Clock(in.readLong(), in.readLong(), in.readLong()));
        for (int subjects = in.readShort(); subjects > 0; subjects--) {
            tally.subjects.put(in.readUTF(), Counts.read(in));
        }
        return tally;
    }
}
