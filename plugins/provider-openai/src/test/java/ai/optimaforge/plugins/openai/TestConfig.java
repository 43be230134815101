// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

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

    static OpenAiConfig of(String baseUrl) {
        return of(baseUrl, Map.of());
    }

    static OpenAiConfig of(String baseUrl, Map<String, Secret> headers) {
        return of(Optional.empty(), Optional.of(baseUrl), headers);
    }

    /// The upstream of a preset, at another address if there is one.
    static OpenAiConfig preset(String name, Optional<String> baseUrl) {
        return of(Optional.of(name), baseUrl, Map.of());
    }

    static OpenAiConfig of(
            Optional<String> preset, Optional<String> baseUrl, Map<String, Secret> headers) {
        return new OpenAiConfig(
                preset,
                baseUrl.map(URI::create),
                Optional.of(Secret.of(KEY)),
                headers,
                Duration.ofMillis(300),
                Duration.ofMillis(400),
                Duration.ofMillis(200),
                new DataSize(1 << 20));
    }

    static OpenAiConfig patient(String baseUrl) {
        return new OpenAiConfig(
                Optional.empty(),
                Optional.of(URI.create(baseUrl)),
                Optional.empty(),
                Map.of(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                new DataSize(1 << 20));
    }
}
