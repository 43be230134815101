// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.admin;

import java.util.List;

/// A part of a list.
///
/// @param hasMore whether more follows in the direction that was asked for
/// @param <T> the items
public record Listing<T>(List<T> data, boolean hasMore) {
    /// Keeps a copy.
    public Listing {
        data = List.copyOf(data);
    }
}
