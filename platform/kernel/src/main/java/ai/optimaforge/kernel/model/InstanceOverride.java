// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import java.util.Map;

/// What the operator said of an instance while the platform ran; it wins over the settings with
/// which the instance was made.
///
/// @param enabled whether calls may go to it
/// @param settings texts, numbers, truths, lists and maps, by the names of a file
public record InstanceOverride(boolean enabled, Map<String, Object> settings) {
    /// Keeps a copy.
    public InstanceOverride {
        settings = Map.copyOf(settings);
    }
}
