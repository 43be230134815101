// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.config.DataSize;
import ai.optimaforge.spi.config.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Settings for tests: a key, and time limits that a busy machine keeps.
final class TestConfig {
    static final String KEY = "AIza-test-4711-secret";

    private TestConfig() {}

    static GoogleConfig of(String baseUrl) {
        return of(baseUrl, Map.of());
    }

    static GoogleConfig of(String baseUrl, Map<String, Secret> headers) {
        return with(baseUrl, headers, Duration.ofSeconds(20));
    }

    /// For tests of what happens when nothing comes.
    static GoogleConfig impatient(String baseUrl) {
        return with(baseUrl, Map.of(), Duration.ofMillis(300));
    }

    private static GoogleConfig with(
            String baseUrl, Map<String, Secret> headers, Duration patience) {
        return new GoogleConfig(
                URI.create(baseUrl),
                Optional.of(Secret.of(KEY)),
                headers,
                Duration.ofSeconds(5),
                patience,
                patience,
                new DataSize(1 << 20));
    }
}
