// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import static java.util.Objects.requireNonNull;

/// Where the next items of a chain go.
///
/// @param chain the chain
/// @param length how many items it has so far
public record Place(String chain, int length) {
    /// Checks that there is a chain.
    public Place {
        requireNonNull(chain, "chain is null");
    }
}
