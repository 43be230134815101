// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

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
/// @param baseUrl the URL that stands before `/chat/completions`
/// @param apiKey sent as a bearer token
/// @param headers sent with every request; they are secrets since many an upstream takes its key
/// in a header of its own
/// @param connectTimeout how long to wait for a connection
/// @param firstByteTimeout how long to wait for the first byte of an answer
/// @param idleTimeout how long an answer may be silent
/// @param maxAnswerSize how large a whole answer, or one event of a stream, may be
public record OpenAiConfig(
        @Setting(
                        value = "URL of the API, with /v1, as the official SDKs take it.",
                        defaultValue = "https://api.openai.com/v1")
                URI baseUrl,
        @Setting("Key of the API, sent as a bearer token.") Optional<Secret> apiKey,
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
    /// Drops a slash at the end of the URL and white space around the key, and refuses what could
    /// never work. No message shows a secret.
    public OpenAiConfig {
        baseUrl = UpstreamSettings.http(baseUrl, "baseUrl");
        apiKey = UpstreamSettings.key(apiKey, "apiKey");
        headers = UpstreamSettings.headers(headers, "headers");
        UpstreamSettings.positive(connectTimeout, "connectTimeout");
        UpstreamSettings.positive(firstByteTimeout, "firstByteTimeout");
        UpstreamSettings.positive(idleTimeout, "idleTimeout");
        UpstreamSettings.answerSize(maxAnswerSize, "maxAnswerSize");
    }
}
