// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonFormatException;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;

import org.jspecify.annotations.Nullable;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

import javax.net.ssl.SSLException;

/// What an upstream's failure means, from its answer or from the exception that came instead of
/// one.
final class UpstreamErrors {
    private static final int LONGEST_MESSAGE = 1000;

    private UpstreamErrors() {}

    static UpstreamException answered(int status, Buffer body, @Nullable String retryAfter) {
        UpstreamException error = UpstreamException.answered(status, message(body));
        return parseRetryAfter(retryAfter).map(error::withRetryAfter).orElse(error);
    }

    /// The message in a body of OpenAI's shape `{"error":{"message"}}` or one of those that
    /// servers of its kind use instead; empty if there is none. A page of HTML is no message.
    static String message(Buffer body) {
        try {
            JsonDocument document = JsonDocument.parse(body);
            return shortened(
                    document.object("error")
                            .flatMap(error -> error.string("message"))
                            .or(() -> document.string("error"))
                            .or(() -> document.string("message"))
                            .or(() -> document.string("detail"))
                            .or(() -> document.raw("detail").map(Buffer::toString))
                            .orElse(""));
        } catch (JsonFormatException notJson) {
            String text = body.toString().strip();
            return text.startsWith("<") ? "" : shortened(text);
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }

    private static Optional<Duration> parseRetryAfter(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.ofMillis((long) (Double.parseDouble(header) * 1000)))
                    .filter(delay -> !delay.isNegative());
        } catch (NumberFormatException notSeconds) {
            return parseDate(header);
        }
    }

    private static Optional<Duration> parseDate(String header) {
        try {
            Instant date =
                    ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Optional.of(Duration.between(Instant.now(), date))
                    .filter(delay -> !delay.isNegative());
        } catch (DateTimeParseException notDate) {
            return Optional.empty();
        }
    }

    /// The failure to get a connection.
    static UpstreamException connecting(Throwable cause, Duration connectTimeout) {
        return switch (cause) {
            case UpstreamException known -> known;
            case ConnectionPoolTooBusyException busy ->
                    UpstreamException.of(
                            Failure.UNREACHABLE, "as many calls as may wait for a connection do");
            case ConnectException e when String.valueOf(e.getMessage()).contains("timed out") ->
                    UpstreamException.of(
                            Failure.CONNECT_TIMEOUT,
                            "no connection within " + connectTimeout.toMillis() + " ms");
            case UnknownHostException e ->
                    UpstreamException.of(Failure.UNREACHABLE, "the host is unknown");
            case SSLException e ->
                    UpstreamException.of(Failure.UNREACHABLE, "TLS failed: " + e.getMessage());
            case ConnectException e ->
                    UpstreamException.of(Failure.UNREACHABLE, "the connection was refused");
            default -> UpstreamException.of(Failure.UNREACHABLE, "no connection: " + cause);
        };
    }

    /// The failure of an exchange on a connection.
    static UpstreamException exchanging(Throwable cause) {
        return switch (cause) {
            case UpstreamException known -> known;
            case HttpClosedException e ->
                    UpstreamException.of(Failure.HUNG_UP, "it closed the connection");
            case StreamResetException e ->
                    UpstreamException.of(Failure.HUNG_UP, "it reset the stream");
            case java.io.IOException e ->
                    UpstreamException.of(Failure.HUNG_UP, "the connection broke");
            default -> UpstreamException.of(Failure.GARBLED, String.valueOf(cause.getMessage()));
        };
    }
}
