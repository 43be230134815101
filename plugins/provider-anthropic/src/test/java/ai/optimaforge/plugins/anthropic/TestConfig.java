// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.config.DataSize;
import ai.optimaforge.spi.config.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Settings for tests: time limits of a second or two, a key, no headers.
final class TestConfig {
    static final String KEY = "sk-test-4711-secret";

    private TestConfig() {}

    static AnthropicConfig of(String baseUrl) {
        return of(baseUrl, Map.of());
    }

    static AnthropicConfig of(String baseUrl, Map<String, Secret> headers) {
        return new AnthropicConfig(
                URI.create(baseUrl),
                Optional.of(Secret.of(KEY)),
                headers,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                new DataSize(1 << 20));
    }
}
