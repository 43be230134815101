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
/// @param preset the name of what is known of the upstream
/// @param baseUrl the URL that stands before `/chat/completions`; the preset's if empty
/// @param apiKey sent as a bearer token, or in the header that the preset names
/// @param headers sent with every request; they are secrets since many an upstream takes its key
/// in a header of its own
/// @param connectTimeout how long to wait for a connection
/// @param firstByteTimeout how long to wait for the first byte of an answer
/// @param idleTimeout how long an answer may be silent
/// @param maxAnswerSize how large a whole answer, or one event of a stream, may be
public record OpenAiConfig(
        @Setting("Name of what is known of the upstream, such as groq; OpenAI without a base-url.")
                Optional<String> preset,
        @Setting("URL of the API, with /v1, as the official SDKs take it; else the preset's.")
                Optional<URI> baseUrl,
        @Setting("Key of the API, sent as a bearer token or as the preset says.")
                Optional<Secret> apiKey,
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
        baseUrl = baseUrl.map(url -> UpstreamSettings.http(url, "baseUrl"));
        apiKey = UpstreamSettings.key(apiKey, "apiKey");
        headers = UpstreamSettings.headers(headers, "headers");
        UpstreamSettings.positive(connectTimeout, "connectTimeout");
        UpstreamSettings.positive(firstByteTimeout, "firstByteTimeout");
        UpstreamSettings.positive(idleTimeout, "idleTimeout");
        UpstreamSettings.answerSize(maxAnswerSize, "maxAnswerSize");
        requireAddress(preset, baseUrl);
    }

    private static void requireAddress(Optional<String> preset, Optional<URI> baseUrl) {
        if (preset.isPresent()) {
            KnownUpstream known =
                    preset.flatMap(Presets::find).orElseThrow(() -> unknown(preset.get()));
            if (known.address(baseUrl).isEmpty()) {
                throw new IllegalArgumentException(
                        "baseUrl is required, since each customer of "
                                + known.title()
                                + " has an own one; or set "
                                + String.join(" or ", known.endpoints()));
            }
        }
    }

    private static IllegalArgumentException unknown(String name) {
        String known = String.join(", ", Presets.all().stream().map(KnownUpstream::name).toList());
        return new IllegalArgumentException("preset " + name + " is none; there are " + known);
    }

    /// What is known of the upstream; empty if it is one of the operator's own.
    Optional<KnownUpstream> known() {
        return preset.isPresent()
                ? preset.flatMap(Presets::find)
                : Presets.find(Presets.OPENAI).filter(this::isAt);
    }

    private boolean isAt(KnownUpstream usual) {
        return baseUrl.isEmpty() || baseUrl.equals(usual.baseUrl());
    }

    /// The URL that stands before `/chat/completions`.
    URI address() {
        return known().flatMap(upstream -> upstream.address(baseUrl))
                .or(() -> baseUrl)
                .orElseThrow();
    }
}
