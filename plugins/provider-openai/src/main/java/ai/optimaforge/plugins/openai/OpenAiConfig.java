// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import ai.optimaforge.spi.config.DataSize;
import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.config.Setting;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7E]*");

    /// Drops a slash at the end of the URL and white space around the key, and refuses what could
    /// never work. No message shows a secret.
    public OpenAiConfig {
        baseUrl = requireHttp(baseUrl);
        apiKey =
                apiKey.map(key -> Secret.of(key.reveal().strip()))
                        .filter(key -> !key.reveal().isEmpty());
        require(
                apiKey.map(key -> isHeaderValue(key.reveal())).orElse(true),
                "apiKey must be of visible ASCII characters");
        headers = Map.copyOf(headers);
        headers.forEach(OpenAiConfig::requireHeader);
        requirePositive(connectTimeout, "connectTimeout");
        requirePositive(firstByteTimeout, "firstByteTimeout");
        requirePositive(idleTimeout, "idleTimeout");
        require(
                maxAnswerSize.bytes() > 0 && maxAnswerSize.bytes() <= Integer.MAX_VALUE,
                "maxAnswerSize must be between 1 B and 2 GiB");
    }

    private static URI requireHttp(URI url) {
        String scheme = String.valueOf(url.getScheme());
        require(
                scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"),
                "baseUrl must begin with http:// or https://");
        require(
                url.getHost() != null,
                "baseUrl must have a host (letters, digits, dots and hyphens; no underscore)");
        require(
                url.getRawUserInfo() == null
                        && url.getRawQuery() == null
                        && url.getRawFragment() == null,
                "baseUrl must have no user, query or fragment");
        String text = url.toString();
        int end = text.length();
        while (text.charAt(end - 1) == '/') {
            end--;
        }
        return URI.create(text.substring(0, end));
    }

    private static void requireHeader(String name, Secret value) {
        require(HEADER_NAME.matcher(name).matches(), "headers has a name that is none: " + name);
        require(
                isHeaderValue(value.reveal()),
                "headers has characters beyond ASCII, or a line break, in " + name);
    }

    private static boolean isHeaderValue(String text) {
        return HEADER_VALUE.matcher(text).matches();
    }

    private static void requirePositive(Duration duration, String name) {
        require(!duration.isNegative() && !duration.isZero(), name + " must be positive");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
