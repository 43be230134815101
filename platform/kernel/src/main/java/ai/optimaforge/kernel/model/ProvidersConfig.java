// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.config.Setting;

import java.time.Duration;
import java.util.List;

/// How provider instances are used: `providers.…`.
public record ProvidersConfig(
        @Setting(
                        "The order in which instances are asked for a model; those not named come"
                            + " after, by name, and those that were found running on this machine"
                            + " last")
                List<String> order,
        @Setting(value = "How often each instance is asked for its models", defaultValue = "5 min")
                Duration refresh,
        @Setting(
                        value =
                                "Whether to look for model servers on their usual ports of this"
                                        + " machine",
                        defaultValue = "true")
                boolean probeLocal) {
    /// Keeps a copy; checks the bound.
    public ProvidersConfig {
        order = List.copyOf(order);
        if (refresh.toSeconds() < 1) {
            throw new IllegalArgumentException("refresh must be at least 1 s");
        }
    }
}
