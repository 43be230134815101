// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/// What went wrong at an upstream, in the upstream's terms. A provider fails with it; the kernel
/// decides what the client is told, and later whether another provider is tried. The message
/// never holds a secret. It carries no stack trace.
public final class UpstreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// How the upstream failed.
    public enum Failure {
        /// It answered with a status of 400 or more, or with an error inside its stream.
        ANSWERED,
        /// There was no connection: refused, unknown host, TLS.
        UNREACHABLE,
        /// There was no connection within the connect timeout.
        CONNECT_TIMEOUT,
        /// It did not begin to answer within the first-byte timeout.
        FIRST_BYTE_TIMEOUT,
        /// It fell silent in the middle of its answer for longer than the idle timeout.
        IDLE_TIMEOUT,
        /// It hung up before its answer was whole.
        HUNG_UP,
        /// It answered, but not in its protocol.
        GARBLED
    }

    private final Failure failure;
    private final int status;
    private final @Nullable Duration retryAfter;

    private UpstreamException(
            Failure failure, int status, String message, @Nullable Duration retryAfter) {
        super(requireNonNull(message, "message is null"), null, false, false);
        this.failure = failure;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /// The upstream answered with an error.
    ///
    /// @param status its HTTP status
    /// @param message its message, as far as it has one
    public static UpstreamException answered(int status, String message) {
        return new UpstreamException(Failure.ANSWERED, status, message, null);
    }

    /// The upstream failed without an answer, or in its midst.
    public static UpstreamException of(Failure failure, String message) {
        return new UpstreamException(requireNonNull(failure), 0, message, null);
    }

    /// The same failure with the upstream's `Retry-After`.
    public UpstreamException withRetryAfter(Duration delay) {
        return new UpstreamException(failure, status, message(), requireNonNull(delay));
    }

    /// How it failed.
    public Failure failure() {
        return failure;
    }

    /// The HTTP status of an [Failure#ANSWERED]; 0 otherwise.
    public int status() {
        return status;
    }

    /// The message.
    public String message() {
        return requireNonNull(getMessage());
    }

    /// When the upstream wants to be tried again, where it says so.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
