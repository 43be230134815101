// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.feature;

import static java.util.Objects.requireNonNull;

/// A feature, as the contract of the plugin that brings it defines it below `x-forge-features`.
///
/// @param id `snake_case`, for instance `memory`
/// @param name for people
/// @param description one or two sentences for people
/// @param tierRequired the lowest tier that may have it
/// @param enabledByDefault whether users of that tier and above have it until somebody says
/// otherwise
/// @param plugin the id of the plugin that brings it
public record FeatureDefinition(
        String id,
        String name,
        String description,
        Tier tierRequired,
        boolean enabledByDefault,
        String plugin) {
    /// Checks that all is there.
    public FeatureDefinition {
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
        requireNonNull(description, "description is null");
        requireNonNull(tierRequired, "tierRequired is null");
        requireNonNull(plugin, "plugin is null");
    }
}
