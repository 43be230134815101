// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import java.util.List;

/// A plugin as the operator sees it.
///
/// @param id its id; the name of its directory if its descriptor can't be read
/// @param version its version
/// @param state where it is in its life
/// @param reason why it is there, if it failed; empty otherwise
/// @param kinds what it brings: `endpoint`, `provider`, `connect`
public record PluginStatus(
        String id, String version, PluginState state, String reason, List<String> kinds) {
    /// Keeps a copy.
    public PluginStatus {
        kinds = List.copyOf(kinds);
    }
}
