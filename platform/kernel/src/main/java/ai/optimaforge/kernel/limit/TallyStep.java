// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import ai.optimaforge.kernel.cluster.StateStep;

/// A step on a user's tally: taken here if the node is alone, sent to where the tally is if not.
///
/// @param <R> what it answers
interface TallyStep<R> extends StateStep<R> {
    /// The time of the node that takes it, in Unix milliseconds.
    long nowMillis();

    /// Takes the step. The tally is of that time; nobody else changes it meanwhile.
    R on(Tally tally);
}
