// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.spi.config.Setting;

import java.util.List;

/// How plugins are run: `plugin-host.…`. What stands below `plugins.<id>.` is the plugin's own.
public record PluginsConfig(
        @Setting("Ids of plugins whose failure does not stop the platform from starting")
                List<String> optional,
        @Setting(
                        value =
                                "How many blocking tasks of one plugin run at a time, and as many"
                                        + " wait",
                        defaultValue = "64")
                int maxBlocking) {
    /// Keeps a copy; checks the bound.
    public PluginsConfig {
        optional = List.copyOf(optional);
        if (maxBlocking < 1) {
            throw new IllegalArgumentException("max-blocking must be at least 1");
        }
    }
}
