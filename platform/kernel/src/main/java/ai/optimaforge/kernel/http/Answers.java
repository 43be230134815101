// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.kernel.identity.KeyRing;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.endpoint.Answer;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/// Writes answers and failures, and counts each exchange once when it is over.
final class Answers {
    private static final Logger log = LoggerFactory.getLogger("http");
    private static final CharSequence APPLICATION_JSON =
            HttpHeaders.createOptimized("application/json");
    private static final int CLIENT_WENT_AWAY = 499;

    private final CallMeters meters;
    private final KeyRing keys;
    private final CallRecords records;
    private final Duration streamKeepAlive;

    Answers(CallMeters meters, HttpServices services, Duration streamKeepAlive) {
        this.meters = meters;
        this.keys = services.keys();
        this.records = new CallRecords(services.usage());
        this.streamKeepAlive = streamKeepAlive;
    }

    void write(Exchange exchange, Answer answer) {
        if (exchange.isOver()) {
            if (answer instanceof Answer.Events(var headers, var events)) {
                events.cancel();
            }
            return;
        }
        HttpServerResponse response = exchange.response();
        // added, not put: to look for what cannot be there yet takes longer than all else here
        response.headers().add(RequestIds.HEADER, exchange.requestId());
        switch (answer) {
            case Answer.Document(int status, var headers, Buffer body, var secrets) -> {
                response.setStatusCode(status);
                response.headers().add(HttpHeaders.CONTENT_TYPE, APPLICATION_JSON);
                headers.forEach(response::putHeader);
                end(exchange, body);
            }
            case Answer.Nothing(int status, var headers) -> {
                response.setStatusCode(status);
                headers.forEach(response::putHeader);
                end(exchange, Buffer.buffer());
            }
            case Answer.Events events -> stream(exchange, events);
            case Answer.WebSocket _ ->
                    throw new IllegalArgumentException("an upgrade is no answer with a body");
        }
    }

    private void stream(Exchange exchange, Answer.Events events) {
        var outcome =
                new EventWriter.Outcome(
                        () -> finish(exchange, exchange.response().getStatusCode()),
                        failure -> fail(exchange, failure),
                        failure -> {
                            ForgeException told = ErrorEnvelope.from(failure, exchange.owner());
                            report(exchange, told);
                            return exchange.errors().frame(told, exchange.requestId());
                        });
        EventWriter writer = new EventWriter(exchange, events, streamKeepAlive, outcome);
        exchange.identity()
                .map(caller -> keys.onRevoked(caller, () -> writer.stop(revoked())))
                .ifPresent(exchange::onLeave);
        exchange.onStop(writer::stop);
        writer.start();
    }

    private static ForgeException revoked() {
        return new ForgeException(
                CommonError.INVALID_API_KEY, "The API key is not valid any more.");
    }

    void fail(Exchange exchange, Throwable failure) {
        if (exchange.isOver()) {
            return;
        }
        ForgeException told = ErrorEnvelope.from(failure, exchange.owner());
        report(exchange, told);
        HttpServerResponse response = exchange.response();
        response.putHeader(RequestIds.HEADER, exchange.requestId());
        int status = exchange.errors().status(told);
        response.setStatusCode(status);
        response.putHeader(HttpHeaders.CONTENT_TYPE, APPLICATION_JSON);
        told.retryAfter()
                .map(ErrorEnvelope::seconds)
                .ifPresent(seconds -> response.putHeader("retry-after", seconds.toString()));
        if (status == 401) {
            response.putHeader("www-authenticate", "Bearer");
        }
        if (told.errorCode() == CommonError.BODY_TOO_LARGE) {
            // else the rest of the body would have to be read
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        end(exchange, exchange.errors().body(told, exchange.requestId()));
    }

    /// The client has gone; nothing happens if its answer is out already.
    void abandon(Exchange exchange) {
        if (exchange.giveUp()) {
            count(exchange, CLIENT_WENT_AWAY);
        }
    }

    private void end(Exchange exchange, Buffer body) {
        finish(exchange, exchange.response().getStatusCode());
        exchange.moved(body.length());
        exchange.response().end(body);
    }

    /// Ends a call before its time.
    void stop(Exchange exchange, ForgeException failure) {
        exchange.abortWork();
        exchange.request().resume();
        fail(exchange, failure);
    }

    void finish(Exchange exchange, int status) {
        if (exchange.finish()) {
            count(exchange, status);
        }
    }

    private void count(Exchange exchange, int status) {
        records.note(exchange, status);
        meters.record(
                exchange.operation().map(Operation::id).orElse("none"),
                exchange.owner(),
                status,
                exchange.nanosSinceStart());
    }

    private static void report(Exchange exchange, ForgeException told) {
        int status = told.errorCode().status();
        var level = status == 500 ? log.atError() : status > 500 ? log.atWarn() : log.atDebug();
        if (status == 500 && told.getCause() != null) {
            level = level.setCause(told.getCause());
        }
        level.addKeyValue("request_id", exchange.requestId())
                .addKeyValue("key", exchange.keyId())
                .addKeyValue("plugin", exchange.owner())
                .addKeyValue("status", status)
                .log("{}: {}", told.errorCode().code(), told.message());
    }
}
