// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.admin;

import java.util.List;

/// How the platform does.
///
/// @param reasons in words, unless all is well
public record Health(State state, List<String> reasons) {
    /// Whether it can be called.
    public enum State {
        /// All is well.
        OK,
        /// It serves, but not all that it should.
        DEGRADED,
        /// It serves nothing, or is about to stop.
        UNAVAILABLE
    }

    /// Keeps a copy.
    public Health {
        reasons = List.copyOf(reasons);
    }
}
