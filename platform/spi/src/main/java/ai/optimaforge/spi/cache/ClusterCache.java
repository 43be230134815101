// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.cache;

/// Values that the nodes of the cluster share for a limited time. A node alone keeps them in its
/// own memory. Nothing in it lasts: a value may vanish before its time, when memory or a node is
/// lost, and nothing that matters may rest on it alone.
///
/// A plugin sees its own regions only.
public interface ClusterCache {
    /// A region of the plugin. Asking again for the same name gives the same region.
    ///
    /// @throws IllegalArgumentException if the name was asked for with other limits before
    CacheRegion region(RegionSpec spec);
}
