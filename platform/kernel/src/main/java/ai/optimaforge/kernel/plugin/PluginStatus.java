// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import java.util.List;

/// How a plugin does.
///
/// @param id its id; the name of its directory if the descriptor can't be read
/// @param version the version that runs, or else the newest that is installed
/// @param state where that version is in its life
/// @param reason why it failed or serves no calls, else empty
/// @param kinds what it brings
/// @param inFlight how many calls it is busy with
/// @param others its other versions
public record PluginStatus(
        String id,
        String version,
        PluginState state,
        String reason,
        List<String> kinds,
        long inFlight,
        List<Version> others) {
    /// Keeps copies.
    public PluginStatus {
        kinds = List.copyOf(kinds);
        others = List.copyOf(others);
    }

    /// Another version of a plugin.
    ///
    /// @param state where it is in its life
    /// @param reason why it failed, else empty
    /// @param inFlight how many calls it is busy with
    public record Version(String version, PluginState state, String reason, long inFlight) {}
}
