// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit;

import ai.optimaforge.spi.config.DataSize;
import ai.optimaforge.spi.config.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the settings of an upstream must be. Each rule gives the setting in order, or refuses it
/// with an [IllegalArgumentException] that begins with its name and shows no secret.
public final class UpstreamSettings {
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7E]*");

    private UpstreamSettings() {}

    /// An address without a slash at its end.
    public static URI http(URI url, String name) {
        String scheme = String.valueOf(url.getScheme());
        require(
                scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"),
                name + " must begin with http:// or https://");
        require(
                url.getHost() != null,
                name + " must have a host (letters, digits, dots and hyphens; no underscore)");
        require(
                url.getRawUserInfo() == null
                        && url.getRawQuery() == null
                        && url.getRawFragment() == null,
                name + " must have no user, query or fragment");
        String text = url.toString();
        int end = text.length();
        while (text.charAt(end - 1) == '/') {
            end--;
        }
        return URI.create(text.substring(0, end));
    }

    /// A key without white space around it; empty if nothing is left.
    public static Optional<Secret> key(Optional<Secret> key, String name) {
        Optional<Secret> stripped =
                key.map(secret -> Secret.of(secret.reveal().strip()))
                        .filter(secret -> !secret.reveal().isEmpty());
        require(
                stripped.map(secret -> isHeaderValue(secret.reveal())).orElse(true),
                name + " must be of visible ASCII characters");
        return stripped;
    }

    /// A copy of headers.
    public static Map<String, Secret> headers(Map<String, Secret> headers, String name) {
        headers.forEach((header, value) -> requireHeader(header, value, name));
        return Map.copyOf(headers);
    }

    /// Headers with what the operator sets put over what the provider would send itself; the
    /// operator's win, however they are spelled.
    public static Map<String, String> over(Map<String, Secret> operators, Map<String, String> own) {
        Map<String, String> all = new HashMap<>(own);
        operators.forEach(
                (header, value) -> {
                    all.keySet().removeIf(header::equalsIgnoreCase);
                    all.put(header, value.reveal());
                });
        return Map.copyOf(all);
    }

    private static void requireHeader(String header, Secret value, String name) {
        require(
                HEADER_NAME.matcher(header).matches(),
                name + " has a name that is none: " + header);
        require(
                isHeaderValue(value.reveal()),
                name + " has characters beyond ASCII, or a line break, in " + header);
    }

    private static boolean isHeaderValue(String text) {
        return HEADER_VALUE.matcher(text).matches();
    }

    /// A duration that is some.
    public static Duration positive(Duration duration, String name) {
        require(!duration.isNegative() && !duration.isZero(), name + " must be positive");
        return duration;
    }

    /// How large an answer may be that is held in memory.
    public static DataSize answerSize(DataSize size, String name) {
        require(
                size.bytes() > 0 && size.bytes() <= Integer.MAX_VALUE,
                name + " must be between 1 B and 2 GiB");
        return size;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
