// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

/// Where a plugin is in its life.
public enum PluginState {
    /// Its files are there.
    INSTALLED,
    /// Its descriptor is right and the platform's SPI suits it.
    VERIFIED,
    /// It serves calls.
    STARTED,
    /// It runs, and serves no calls since it blocked the platform again and again.
    QUARANTINED,
    /// It takes no new calls; those in flight end.
    DRAINING,
    /// It serves nothing.
    STOPPED,
    /// Its class loader is given up.
    UNLOADED,
    /// It can't run; the status says why.
    FAILED
}
