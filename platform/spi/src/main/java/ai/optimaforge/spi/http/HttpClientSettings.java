// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// How to connect to an upstream. Connections are kept alive and pooled; over TLS, HTTP/2 is used
/// where the upstream offers it.
///
/// @param connectTimeout how long to wait for a connection, its TLS handshake included
/// @param maxConnections how many connections each event loop opens to one host at most
/// @param maxWaiting how many requests of each event loop wait for a connection at most; more
/// fail at once
public record HttpClientSettings(Duration connectTimeout, int maxConnections, int maxWaiting) {
    /// Checks that the bounds are bounds.
    public HttpClientSettings {
        requireNonNull(connectTimeout, "connectTimeout is null");
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "connectTimeout must be positive: " + connectTimeout);
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException(
                    "maxConnections must be at least 1: " + maxConnections);
        }
        if (maxWaiting < 0) {
            throw new IllegalArgumentException("maxWaiting must not be negative: " + maxWaiting);
        }
    }

    /// Settings for the upstream of a model: 5 s to connect, 1,024 connections and 1,024 waiting
    /// requests an event loop.
    public static HttpClientSettings defaults() {
        return new HttpClientSettings(Duration.ofSeconds(5), 1024, 1024);
    }

    /// The same settings with another connect timeout.
    public HttpClientSettings withConnectTimeout(Duration timeout) {
        return new HttpClientSettings(timeout, maxConnections, maxWaiting);
    }
}
