// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/// A failure that the client is told as it stands: what the message says goes out, so it names
/// the field and the value, and never a secret. Thrown by a handler or set as the failure of its
/// future; the kernel makes the error envelope of it.
///
/// It carries no stack trace: it is an answer, not a fault of the program.
public final class ForgeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode errorCode;
    private final @Nullable String param;
    private final @Nullable Duration retryAfter;

    /// A failure with a message for the client.
    public ForgeException(ErrorCode errorCode, String message) {
        this(errorCode, message, null, null, null);
    }

    /// A failure with a message for the client and a cause for the log.
    public ForgeException(ErrorCode errorCode, String message, Throwable cause) {
        this(errorCode, message, null, null, cause);
    }

    private ForgeException(
            ErrorCode errorCode,
            String message,
            @Nullable String param,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(requireNonNull(message, "message is null"), cause, true, false);
        this.errorCode = requireNonNull(errorCode, "errorCode is null");
        this.param = param;
        this.retryAfter = retryAfter;
    }

    /// The same failure, naming the request's field that is to blame, for instance
    /// `messages[2].role`.
    public ForgeException withParam(String field) {
        return new ForgeException(
                errorCode, message(), requireNonNull(field), retryAfter, getCause());
    }

    /// The same failure, telling the client when to try again; whole seconds on the wire, rounded
    /// up.
    public ForgeException withRetryAfter(Duration delay) {
        return new ForgeException(errorCode, message(), param, requireNonNull(delay), getCause());
    }

    /// The code.
    public ErrorCode errorCode() {
        return errorCode;
    }

    /// The message that the client reads.
    public String message() {
        return requireNonNull(getMessage());
    }

    /// The request's field that is to blame, where there is one.
    public Optional<String> param() {
        return Optional.ofNullable(param);
    }

    /// When to try again, where that is known.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
