// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.cache;

import java.time.Duration;
import java.util.regex.Pattern;

/// What a region is called and what it may hold at most.
///
/// @param name `snake_case`, at most 64 characters
/// @param ttl how long a value lives after it was written
/// @param maxEntries how many values, and how many counters, a node keeps; beyond it, those least
/// used go. In a cluster this is held roughly, and 2,000 or so are kept in any case
public record RegionSpec(String name, Duration ttl, int maxEntries) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /// Checks the name and the bounds.
    public RegionSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a region: " + name);
        }
        if (!ttl.isPositive()) {
            throw new IllegalArgumentException("ttl must be positive, not " + ttl);
        }
        if (maxEntries < 1) {
            throw new IllegalArgumentException("maxEntries must be at least 1, not " + maxEntries);
        }
    }
}
