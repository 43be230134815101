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

    /// Impatient, for the tests in which nobody answers.
    static StoreConfig of(String uri) {
        return new StoreConfig(
                Secret.of(uri),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                16,
                10_000,
                Duration.ofMillis(100),
                true);
    }
}
