// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

/// A gateway that the rig starts itself.
interface Gateway {
    /// How the report names it.
    String name();

    /// Starts a process of it on these cores; does not wait until it serves.
    ///
    /// @throws BenchmarkException if it cannot be started
    RunningGateway start(Cores cores);
}
