// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.spi.config.Setting;

import java.time.Duration;
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
                int maxBlocking,
        @Setting(
                        value = "How long a plugin may take to start; one that takes longer fails",
                        defaultValue = "30 s")
                Duration startTimeout,
        @Setting(
                        value =
                                "How long the calls of a plugin that is stopped or replaced may"
                                        + " take to end; those that do not are cut",
                        defaultValue = "30 s")
                Duration drainTimeout,
        @Setting(
                        value =
                                "After how long the class loader of a plugin that has gone is told"
                                        + " of if it is still there",
                        defaultValue = "10 s")
                Duration unloadCheck,
        @Setting(
                        value = "For how long a plugin may block an event loop before it is noted",
                        defaultValue = "500 ms")
                Duration blockedAfter,
        @Setting(
                        value =
                                "How often within ten minutes a plugin may block an event loop"
                                        + " before it is put in quarantine; 0 never does",
                        defaultValue = "5")
                int blockedLimit) {
    /// Keeps a copy; checks the bounds.
    public PluginsConfig {
        optional = List.copyOf(optional);
        require(maxBlocking > 0, "max-blocking must be at least 1");
        require(startTimeout.isPositive(), "start-timeout must be positive");
        require(!drainTimeout.isNegative(), "drain-timeout must not be negative");
        require(unloadCheck.toMillis() > 0, "unload-check must be at least 1 ms");
        require(blockedAfter.toMillis() >= 10, "blocked-after must be at least 10 ms");
        require(blockedLimit >= 0, "blocked-limit must not be negative");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
