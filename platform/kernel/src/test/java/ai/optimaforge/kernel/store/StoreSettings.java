// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.config.Secret;

import java.time.Duration;

/// Settings as the tests need them.
final class StoreSettings {
    private StoreSettings() {}

    static StoreConfig embedded() {
        return of(StoreConfig.EMBEDDED);
    }

    /// As patient as a machine needs that does much else meanwhile.
    static StoreConfig of(String uri) {
        return of(uri, Duration.ofSeconds(15), Duration.ofSeconds(15), 16);
    }

    /// For the tests in which nobody answers.
    static StoreConfig impatient(String uri) {
        return of(uri, Duration.ofSeconds(1), Duration.ofSeconds(10), 16);
    }

    /// One operation at a time, and not for long.
    static StoreConfig oneAtATime(String uri) {
        return of(uri, Duration.ofSeconds(15), Duration.ofSeconds(3), 1);
    }

    private static StoreConfig of(
            String uri, Duration connectTimeout, Duration operationTimeout, int poolSize) {
        return new StoreConfig(
                Secret.of(uri),
                connectTimeout,
                operationTimeout,
                poolSize,
                10_000,
                Duration.ofMillis(100),
                true);
    }
}
