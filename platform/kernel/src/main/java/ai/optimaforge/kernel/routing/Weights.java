// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import ai.optimaforge.spi.config.Setting;

/// How much each side of a model counts.
public record Weights(
        @Setting(value = "How much a model's quality counts", defaultValue = "1") double quality,
        @Setting(value = "How much the cost of the call counts", defaultValue = "0.4") double cost,
        @Setting(value = "How much the time to the first token counts", defaultValue = "0.2")
                double latency) {
    private static final double LATENCY = 0.2;
    static final Weights CHEAP = new Weights(0.1, 1, 0.05);
    static final Weights FAST = new Weights(0.3, 0.1, 1);
    static final Weights BEST = new Weights(1, 0, 0);

    /// Refuses weights that are none.
    public Weights {
        require(quality, "quality");
        require(cost, "cost");
        require(latency, "latency");
    }

    private static void require(double weight, String name) {
        if (!(weight >= 0 && weight <= 100)) {
            throw new IllegalArgumentException(name + " must be 0 to 100, not " + weight);
        }
    }

    /// The weights of a caller who minds costs so much, from 0 to 1.
    static Weights of(double costSensitivity) {
        return new Weights(1 - costSensitivity / 2, costSensitivity, LATENCY);
    }
}
