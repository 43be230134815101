// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import ai.optimaforge.kernel.cluster.StateStep;
import ai.optimaforge.kernel.cluster.StepFunction;

import java.io.DataOutputStream;
import java.io.IOException;

/// A step on a user's tally: taken here if the node is alone, sent to where the tally is if not.
///
/// @param <R> what it answers
interface TallyStep<R> extends StateStep<R> {
    /// The time of the node that takes it, in Unix milliseconds.
    long nowMillis();

    /// Takes the step. The tally is of that time; nobody else changes it meanwhile.
    R on(Tally tally);

    /// Writes what the function reads that makes the step again elsewhere.
    void write(DataOutputStream out) throws IOException;

    /// What [#result] reads.
    default byte[] encoded(R answer) {
        return new byte[0];
    }

    /// Whether a tally is another one after this answer.
    default boolean changes(R answer) {
        return true;
    }

    @Override
    default byte[] argument() {
        return Encoded.write(this::write);
    }

    /// The function that takes such steps where the tally is.
    ///
    /// @param read reads what [#write] wrote
    static <R> StepFunction function(Encoded.Reader<? extends TallyStep<R>> read) {
        return (state, argument) -> {
            TallyStep<R> step = Encoded.read(argument, read);
            Tally tally = Tally.at(step.nowMillis(), state);
            R answer = step.on(tally);
            // the array itself says that nothing was changed
            return new StepFunction.Outcome(
                    step.changes(answer) ? tally.state() : state, step.encoded(answer));
        };
    }
}
