// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.spi.config.DataSize;
import ai.optimaforge.spi.config.Setting;

import java.time.Duration;

/// How the platform listens: `http.…`.
public record HttpConfig(
        @Setting(value = "The address to listen on", defaultValue = "127.0.0.1") String host,
        @Setting(value = "The port to listen on; 0 takes any that is free", defaultValue = "8090")
                int port,
        @Setting(
                        value = "How many event loops serve connections; 0 takes one a core",
                        defaultValue = "0")
                int eventLoops,
        @Setting(value = "The largest body of a request", defaultValue = "32 MiB")
                DataSize bodyLimit,
        @Setting(
                        value =
                                "How much memory the bodies of all calls in flight may take, each"
                                        + " as it came and as it is sent on; more are answered 503",
                        defaultValue = "192 MiB")
                DataSize bodyMemory,
        @Setting(value = "The largest head of a request", defaultValue = "16 KiB")
                DataSize headLimit,
        @Setting(
                        value =
                                "How long a connection may take to send one request whole, or be"
                                        + " without one",
                        defaultValue = "60 s")
                Duration idleTimeout,
        @Setting(
                        value = "How many calls may be in flight; more are answered 503 at once",
                        defaultValue = "10000")
                int maxInFlight,
        @Setting(
                        value = "After how long a silent stream is kept alive by a comment",
                        defaultValue = "15 s")
                Duration streamKeepAlive,
        @Setting(
                        value =
                                "How long a plugin may take to answer, or to begin a stream; a"
                                        + " call that takes longer is answered 504",
                        defaultValue = "15 min")
                Duration answerTimeout,
        @Setting(
                        value =
                                "How often a WebSocket is sent a ping; one that does not answer"
                                        + " until the next is closed",
                        defaultValue = "30 s")
                Duration websocketPing,
        @Setting(
                        value = "After how long without a message a WebSocket is closed",
                        defaultValue = "10 min")
                Duration websocketIdleTimeout,
        @Setting(
                        value =
                                "How long calls in flight may take to finish when the platform"
                                        + " stops",
                        defaultValue = "30 s")
                Duration drainTimeout,
        @Setting(
                        value =
                                "How long the platform says that it is about to stop before it"
                                        + " stops listening",
                        defaultValue = "0 s")
                Duration drainDelay) {
    /// Checks the bounds.
    public HttpConfig {
        require(port >= 0 && port <= 65_535, "port must be between 0 and 65535");
        require(eventLoops >= 0, "event-loops must not be negative");
        require(maxInFlight > 0, "max-in-flight must be at least 1");
        require(bodyLimit.bytes() <= Integer.MAX_VALUE / 2, "body-limit must be below 1 GiB");
        require(
                bodyMemory.bytes() >= 2 * bodyLimit.bytes(),
                "body-memory must be at least twice body-limit, which is " + bodyLimit);
        require(headLimit.bytes() >= 1024, "head-limit must be at least 1 KiB");
        require(headLimit.bytes() <= 1024 * 1024, "head-limit must be at most 1 MiB");
        require(idleTimeout.isPositive(), "idle-timeout must be positive");
        require(streamKeepAlive.isPositive(), "stream-keep-alive must be positive");
        require(answerTimeout.isPositive(), "answer-timeout must be positive");
        require(websocketPing.toMillis() > 0, "websocket-ping must be at least 1 ms");
        require(websocketIdleTimeout.isPositive(), "websocket-idle-timeout must be positive");
        require(!drainTimeout.isNegative(), "drain-timeout must not be negative");
        require(!drainDelay.isNegative(), "drain-delay must not be negative");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /// How many event loops there are.
    public int loops() {
        return eventLoops > 0 ? eventLoops : Runtime.getRuntime().availableProcessors();
    }
}
