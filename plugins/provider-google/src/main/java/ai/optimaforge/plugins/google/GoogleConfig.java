// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

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
/// @param baseUrl the URL that stands before `/v1beta/models`
/// @param apiKey sent as `x-goog-api-key`, and never in a URL, which lands in logs
/// @param headers sent with every request; they are secrets since a proxy may take its key in one
/// @param connectTimeout how long to wait for a connection
/// @param firstByteTimeout how long to wait for the first byte of an answer
/// @param idleTimeout how long an answer may be silent
/// @param maxAnswerSize how large a whole answer, or one event of a stream, may be
public record GoogleConfig(
        @Setting(
                        value = "URL of the API, without a version, as the official SDKs take it.",
                        defaultValue = GOOGLE)
                URI baseUrl,
        @Setting("Key of the API, sent as x-goog-api-key.") Optional<Secret> apiKey,
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
    private static final String GOOGLE = "https://generativelanguage.googleapis.com";

    /// Drops a slash at the end of the URL and white space around the key, and refuses what could
    /// never work. No message shows a secret.
    public GoogleConfig {
        baseUrl = UpstreamSettings.http(baseUrl, "baseUrl");
        apiKey = UpstreamSettings.key(apiKey, "apiKey");
        headers = UpstreamSettings.headers(headers, "headers");
        UpstreamSettings.positive(connectTimeout, "connectTimeout");
        UpstreamSettings.positive(firstByteTimeout, "firstByteTimeout");
        UpstreamSettings.positive(idleTimeout, "idleTimeout");
        UpstreamSettings.answerSize(maxAnswerSize, "maxAnswerSize");
    }

    /// Whether the upstream is Google itself, whose models are known by their ids.
    boolean isGoogle() {
        return baseUrl.toString().equals(GOOGLE);
    }
}
