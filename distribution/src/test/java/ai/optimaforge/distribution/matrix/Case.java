// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

/// A row of the table.
interface Case {
    String name();

    /// Makes the call, and looks at what reached the upstream and at what the client got.
    ///
    /// @throws AssertionError if either is not what it must be
    Outcome run(Bench bench, Provider provider, Surface surface);
}
