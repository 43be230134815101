// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses;

import ai.optimaforge.spi.config.Setting;

import java.time.Duration;

/// The plugin's settings: `plugins.responses.…`.
record ResponsesConfig(
        @Setting(value = "How long a response is kept", defaultValue = "30 d") Duration retention,
        @Setting(
                        value = "How long the events of a streamed response are kept after its end",
                        defaultValue = "24 h")
                Duration eventRetention,
        @Setting(
                        value =
                                "How many responses a node makes in the background at a time; more"
                                        + " wait",
                        defaultValue = "32")
                int backgroundWorkers) {
    private static final int MOST_WORKERS = 10_000;

    /// Checks the bounds.
    ResponsesConfig {
        if (retention.toSeconds() < 1) {
            throw new IllegalArgumentException("retention must be at least 1 s");
        }
        if (eventRetention.toSeconds() < 1) {
            throw new IllegalArgumentException("event-retention must be at least 1 s");
        }
        if (backgroundWorkers < 0 || backgroundWorkers > MOST_WORKERS) {
            throw new IllegalArgumentException("background-workers must be from 0 to 10000");
        }
    }
}
