// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.config.DataSize;
import ai.optimaforge.spi.config.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Settings for tests: short time limits, a key, no headers.
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
                Duration.ofMillis(300),
                Duration.ofMillis(400),
                Duration.ofMillis(200),
                new DataSize(1 << 20));
    }

    static AnthropicConfig patient(String baseUrl) {
        return new AnthropicConfig(
                URI.create(baseUrl),
                Optional.empty(),
                Map.of(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                new DataSize(1 << 20));
    }
}
