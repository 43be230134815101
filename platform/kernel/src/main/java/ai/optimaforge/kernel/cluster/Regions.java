// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import ai.optimaforge.spi.cache.CacheRegion;
import ai.optimaforge.spi.cache.ClusterCache;
import ai.optimaforge.spi.cache.RegionSpec;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The regions of one prefix.
final class Regions implements ClusterCache {
    private final String prefix;
    private final Grid grid;
    private final Audience audience;
    private final Function<String, Listeners<String>> changes;
    private final Map<String, Region> regions = new ConcurrentHashMap<>();

    Regions(
            String prefix,
            Grid grid,
            Audience audience,
            Function<String, Listeners<String>> changes) {
        this.prefix = prefix;
        this.grid = grid;
        this.audience = audience;
        this.changes = changes;
    }

    @Override
    public CacheRegion region(RegionSpec spec) {
        Region region =
                regions.computeIfAbsent(
                        spec.name(),
                        name ->
                                new Region(
                                        prefix + ":" + name,
                                        grid,
                                        spec,
                                        audience,
                                        changes.apply(prefix + ":" + name)));
        if (!region.spec().equals(spec)) {
            throw new IllegalArgumentException(
                    "the region %s was asked for with %s before, and with %s now"
                            .formatted(spec.name(), region.spec(), spec));
        }
        return region;
    }
}
