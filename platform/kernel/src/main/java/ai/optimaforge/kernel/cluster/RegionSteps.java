// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import io.vertx.core.buffer.Buffer;

import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/// What is done to the entries of a region in one step. Each entry and each argument begins with
/// the version of its form.
final class RegionSteps {
    static final byte VERSION = 1;
    static final String PUT_IF_ABSENT = "region.put-if-absent";
    static final String COMPARE_AND_SET = "region.compare-and-set";
    static final String ADD = "region.add";
    static final String LOCK = "region.lock";
    static final String UNLOCK = "region.unlock";

    private static final byte[] NOTHING = {};
    private static final byte[] YES = {1};
    private static final byte[] NO = {0};
    private static final int HOLDER_AT = 1;

    private RegionSteps() {}

    /// @param isMember whether a node belongs to the cluster; the locks of one that does not are
    /// free
    static Map<String, StepFunction> all(Predicate<UUID> isMember) {
        return Map.of(
                PUT_IF_ABSENT,
                RegionSteps::putIfAbsent,
                COMPARE_AND_SET,
                RegionSteps::compareAndSet,
                ADD,
                RegionSteps::add,
                LOCK,
                (state, wanted) -> lock(state, wanted, isMember),
                UNLOCK,
                RegionSteps::unlock);
    }

    static boolean isYes(byte[] answer) {
        return Arrays.equals(answer, YES);
    }

    /// The form in which a value is an entry.
    static byte[] value(Buffer content) {
        byte[] entry = new byte[content.length() + 1];
        entry[0] = VERSION;
        content.getBytes(0, content.length(), entry, 1);
        return entry;
    }

    static Buffer content(byte[] value) {
        requireVersion(value);
        return Buffer.buffer(value.length - 1).appendBytes(value, 1, value.length - 1);
    }

    static byte[] expectation(byte[] expected, byte[] replacement) {
        return Buffer.buffer(5 + expected.length + replacement.length)
                .appendByte(VERSION)
                .appendInt(expected.length)
                .appendBytes(expected)
                .appendBytes(replacement)
                .getBytes();
    }

    /// The form of a number, as an argument, an entry and an answer.
    static byte[] number(long number) {
        return Buffer.buffer(9).appendByte(VERSION).appendLong(number).getBytes();
    }

    static long number(byte[] bytes) {
        requireVersion(bytes);
        return Buffer.buffer(bytes).getLong(1);
    }

    /// The form of a lock, as an argument and an entry.
    static byte[] lock(UUID holder, UUID token) {
        return Buffer.buffer(33)
                .appendByte(VERSION)
                .appendLong(holder.getMostSignificantBits())
                .appendLong(holder.getLeastSignificantBits())
                .appendLong(token.getMostSignificantBits())
                .appendLong(token.getLeastSignificantBits())
                .getBytes();
    }

    private static StepFunction.Outcome putIfAbsent(byte[] state, byte[] value) {
        return state.length == 0
                ? new StepFunction.Outcome(value, YES)
                : new StepFunction.Outcome(state, NO);
    }

    private static StepFunction.Outcome compareAndSet(byte[] state, byte[] argument) {
        requireVersion(argument);
        int replacementAt = 5 + Buffer.buffer(argument).getInt(1);
        boolean same =
                Arrays.equals(state, 0, state.length, argument, 5, replacementAt)
                        && state.length > 0;
        return same
                ? new StepFunction.Outcome(
                        Arrays.copyOfRange(argument, replacementAt, argument.length), YES)
                : new StepFunction.Outcome(state, NO);
    }

    private static StepFunction.Outcome add(byte[] state, byte[] amount) {
        long before = state.length == 0 ? 0 : number(state);
        byte[] count = number(Math.addExact(before, number(amount)));
        return new StepFunction.Outcome(count, count);
    }

    private static StepFunction.Outcome lock(
            byte[] state, byte[] wanted, Predicate<UUID> isMember) {
        // the same lock again is the same step, sent again
        boolean free =
                state.length == 0 || Arrays.equals(state, wanted) || !isMember.test(holder(state));
        return free ? new StepFunction.Outcome(wanted, YES) : new StepFunction.Outcome(state, NO);
    }

    private static UUID holder(byte[] lock) {
        requireVersion(lock);
        Buffer buffer = Buffer.buffer(lock);
        return new UUID(buffer.getLong(HOLDER_AT), buffer.getLong(HOLDER_AT + Long.BYTES));
    }

    private static StepFunction.Outcome unlock(byte[] state, byte[] lock) {
        return Arrays.equals(state, lock)
                ? new StepFunction.Outcome(NOTHING, YES)
                : new StepFunction.Outcome(state, NO);
    }

    private static void requireVersion(byte[] bytes) {
        if (bytes[0] != VERSION) {
            throw new IllegalStateException(
                    "a newer version of the platform wrote this: version " + bytes[0]);
        }
    }
}
