// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import java.util.Arrays;

/// What the node with the entry says to the one that sent a step: a kind, and the answer or a
/// message. No exception is sent, since the other node may not know its class.
final class StepReply {
    private static final byte ANSWER = 0;
    private static final byte UNKNOWN = 1;
    private static final byte FAILED = 2;

    private StepReply() {}

    static byte[] answer(byte[] answer) {
        return of(ANSWER, answer);
    }

    static byte[] unknown(String step) {
        return of(UNKNOWN, step.getBytes(UTF_8));
    }

    static byte[] failed(String step, RuntimeException e) {
        return of(FAILED, (step + ": " + e).getBytes(UTF_8));
    }

    private static byte[] of(byte kind, byte[] bytes) {
        byte[] reply = new byte[bytes.length + 1];
        reply[0] = kind;
        System.arraycopy(bytes, 0, reply, 1, bytes.length);
        return reply;
    }

    /// The answer.
    ///
    /// @throws ForgeException if the other node does not know the step
    /// @throws IllegalStateException if the step failed
    static byte[] read(byte[] reply) {
        byte[] bytes = Arrays.copyOfRange(reply, 1, reply.length);
        return switch (reply[0]) {
            case ANSWER -> bytes;
            case UNKNOWN ->
                    throw new ForgeException(
                            CommonError.CACHE_UNAVAILABLE,
                            "A node of the cluster does not know the step "
                                    + new String(bytes, UTF_8)
                                    + ": it runs another version.");
            default -> throw new IllegalStateException("step " + new String(bytes, UTF_8));
        };
    }
}
