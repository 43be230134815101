// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.admin;

import java.util.List;

/// A plugin of this node.
///
/// @param state where it is in its life, for instance `started`
/// @param reason why it failed, else empty
/// @param kinds what it brings, for instance `endpoint`
public record PluginInfo(
        String id, String version, String state, String reason, List<String> kinds) {
    /// Keeps a copy.
    public PluginInfo {
        kinds = List.copyOf(kinds);
    }
}
