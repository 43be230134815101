// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

/// A step of a state that nodes share, in a form that can be sent: which function to run, and
/// what with.
///
/// @param <R> what the step answers
public interface StateStep<R> {
    /// The name under which every node knows the function.
    String type();

    /// What the function is given beside the state. It begins with a version, since the node that
    /// runs the function may be older or newer.
    byte[] argument();

    /// Reads what the function answered.
    R result(byte[] answer);
}
