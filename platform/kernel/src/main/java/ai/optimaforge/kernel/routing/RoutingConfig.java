// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import ai.optimaforge.spi.config.Setting;

import java.time.Duration;

/// How calls find their way: `routing.…`.
public record RoutingConfig(
        @Setting(
                        value =
                                "Whether a call that failed before its answer began is tried again,"
                                        + " elsewhere where it can be",
                        defaultValue = "true")
                boolean failover,
        @Setting(value = "How many more tries a call has", defaultValue = "2") int maxRetries,
        @Setting(
                        value = "How long after its beginning a call may be tried once more",
                        defaultValue = "2 min")
                Duration deadline,
        @Setting(
                        value =
                                "How long the first chunk of a stream is waited for before the"
                                    + " answer begins all the same, and can't be tried elsewhere",
                        defaultValue = "5 s")
                Duration firstChunkWait,
        @Setting(
                        value = "Whether a model that is retired and gone leads to its successor",
                        defaultValue = "true")
                boolean redirectRetired,
        @Setting(
                        value =
                                "How many failures in a row open the circuit of a model at an"
                                        + " instance; 0 for never",
                        defaultValue = "5")
                int circuitFailures,
        @Setting(
                        value =
                                "How long an open circuit stays so at first; twice as long each"
                                        + " time that the probe fails, up to a minute",
                        defaultValue = "2 s")
                Duration circuitPause) {
    private static final int MOST_RETRIES = 10;

    /// Checks the bounds.
    public RoutingConfig {
        require(maxRetries >= 0 && maxRetries <= MOST_RETRIES, "maxRetries must be 0 to 10");
        require(deadline.isPositive(), "deadline must be positive");
        require(firstChunkWait.isPositive(), "firstChunkWait must be positive");
        require(circuitFailures >= 0, "circuitFailures must be 0 or more");
        require(circuitPause.isPositive(), "circuitPause must be positive");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
