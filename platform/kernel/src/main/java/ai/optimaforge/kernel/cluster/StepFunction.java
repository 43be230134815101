// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

/// What a step does to a state. It runs on a thread that others wait for: it must be short, must
/// not block, and must leave the states and the cache alone. It may run a second time for one
/// step when a node dies in between.
@FunctionalInterface
public interface StepFunction {
    /// Answers, and says what the state is from now on.
    ///
    /// @param state the bytes as they are, which must not be changed in place; empty if there are
    /// none
    /// @param argument what the step was sent with
    Outcome run(byte[] state, byte[] argument);

    /// What comes of a step.
    ///
    /// @param state the bytes from now on; none to remove the state, the very array that was
    /// given to leave it and its time to live alone
    /// @param answer for the one who sent the step
    record Outcome(byte[] state, byte[] answer) {
        @SuppressWarnings("ReferenceEquality") // see above: the same array says that it is the same
        boolean changes(byte[] before) {
            return state != before && (state.length > 0 || before.length > 0);
        }
    }
}
