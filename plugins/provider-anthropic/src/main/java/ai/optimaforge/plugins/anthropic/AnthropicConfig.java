// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.config.DataSize;
import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.config.Setting;
import ai.optimaforge.toolkit.UpstreamSettings;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The settings of one upstream.
///
/// @param baseUrl the URL that stands before `/v1/messages`
/// @param apiKey sent as `x-api-key`
/// @param headers sent with every request; they are secrets since many an upstream takes its key
/// in a header of its own
/// @param connectTimeout how long to wait for a connection
/// @param firstByteTimeout how long to wait for the first byte of an answer
/// @param idleTimeout how long an answer may be silent
/// @param maxAnswerSize how large a whole answer, or one event of a stream, may be
public record AnthropicConfig(
        @Setting(
                        value = "URL of the API, without /v1, as the official SDKs take it.",
                        defaultValue = AnthropicConfig.ANTHROPIC)
                URI baseUrl,
        @Setting("Key of the API, sent as x-api-key.") Optional<Secret> apiKey,
        @Setting("Headers to send with every request.") Map<String, Secret> headers,
        @Setting(value = "How long to wait for a connection.", defaultValue = "5 s")
                Duration connectTimeout,
        @Setting(value = "How long to wait for an answer to begin.", defaultValue = "10 min")
                Duration firstByteTimeout,
        @Setting(value = "How long an answer may fall silent.", defaultValue = "60 s")
                Duration idleTimeout,
        @Setting(
                        value = "How large an answer, or one event of a stream, may be.",
                        defaultValue = "64 MiB")
                DataSize maxAnswerSize) {
    static final String ANTHROPIC = "https://api.anthropic.com";

    /// Drops a slash at the end of the URL and white space around the key, and refuses what could
    /// never work. No message shows a secret.
    public AnthropicConfig {
        baseUrl = UpstreamSettings.http(baseUrl, "baseUrl");
        if (baseUrl.getRawPath().endsWith("/v1")) {
            throw new IllegalArgumentException(
                    "baseUrl must not end with /v1, which every request adds");
        }
        apiKey = UpstreamSettings.key(apiKey, "apiKey");
        headers = UpstreamSettings.headers(headers, "headers");
        UpstreamSettings.positive(connectTimeout, "connectTimeout");
        UpstreamSettings.positive(firstByteTimeout, "firstByteTimeout");
        UpstreamSettings.positive(idleTimeout, "idleTimeout");
        UpstreamSettings.answerSize(maxAnswerSize, "maxAnswerSize");
    }

    /// Whether this is Anthropic's own service, whose models and prices are known.
    boolean isAnthropic() {
        return baseUrl.equals(URI.create(ANTHROPIC));
    }
}
