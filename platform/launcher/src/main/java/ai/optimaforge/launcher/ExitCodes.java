// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

/// What the shell is told.
final class ExitCodes {
    static final int DONE = 0;

    /// The command was understood and refused, or it failed.
    static final int REFUSED = 1;

    /// The command was not understood.
    static final int USAGE = 2;

    private ExitCodes() {}
}
