// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.installer.resolve.Coordinates;
import ai.optimaforge.kernel.plugin.descriptor.PluginName;

import java.nio.file.Files;
import java.nio.file.Path;

/// The platform's own plugins, which go by their names.
final class OurPlugins {
    private OurPlugins() {}

    /// The coordinates of what is a name; anything else as it is.
    static String coordinates(String plugin) {
        return PluginName.isId(plugin) && !Files.exists(Path.of(plugin))
                ? Coordinates.ours(plugin, Version.ofForge()).toString()
                : plugin;
    }
}
