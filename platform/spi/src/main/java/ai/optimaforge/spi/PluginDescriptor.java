// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi;

import static java.util.Objects.requireNonNull;

/// What the build wrote about a plugin.
///
/// @param id unique among the plugins of a platform, for instance `provider-openai`
/// @param version the plugin's own version, by semver
/// @param spi the range of SPI versions with which the plugin works, for instance `^0.1`
/// @param description one line for people
public record PluginDescriptor(String id, String version, String spi, String description) {
    /// Checks that all is there.
    public PluginDescriptor {
        requireNonNull(id, "id is null");
        requireNonNull(version, "version is null");
        requireNonNull(spi, "spi is null");
        requireNonNull(description, "description is null");
    }
}
