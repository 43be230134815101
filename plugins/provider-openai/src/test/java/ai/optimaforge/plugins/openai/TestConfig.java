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
        return with(
                preset,
                baseUrl,
                headers,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20));
    }

    /// For tests of what happens when nothing comes.
    static OpenAiConfig impatient(String baseUrl) {
        return with(
                Optional.empty(),
                Optional.of(baseUrl),
                Map.of(),
                Duration.ofMillis(300),
                Duration.ofMillis(400),
                Duration.ofMillis(200));
    }

    private static OpenAiConfig with(
            Optional<String> preset,
            Optional<String> baseUrl,
            Map<String, Secret> headers,
            Duration connectTimeout,
            Duration firstByteTimeout,
            Duration idleTimeout) {
        return new OpenAiConfig(
                preset,
                baseUrl.map(URI::create),
                Optional.of(Secret.of(KEY)),
                headers,
                connectTimeout,
                firstByteTimeout,
                idleTimeout,
                new DataSize(1 << 20));
    }
}
