// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.admin;

import java.util.List;

/// A plugin of this node.
///
/// @param version the version that runs, or else the newest that is installed
/// @param state where that version is in its life, for instance `started`
/// @param reason why it failed or does not serve, else empty
/// @param kinds what it brings, for instance `endpoint`; empty unless it runs
/// @param inFlight how many calls it is busy with
/// @param others its other versions: those that are installed, and those that still drain
public record PluginInfo(
        String id,
        String version,
        String state,
        String reason,
        List<String> kinds,
        long inFlight,
        List<Version> others) {
    /// Keeps copies.
    public PluginInfo {
        kinds = List.copyOf(kinds);
        others = List.copyOf(others);
    }

    /// Another version of a plugin.
    ///
    /// @param state for instance `installed` or `draining`
    /// @param reason why it failed, else empty
    /// @param inFlight how many calls it is busy with
    public record Version(String version, String state, String reason, long inFlight) {}
}
