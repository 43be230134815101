// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.kernel.plugin.PluginLoad;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.endpoint.Answer;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// A request's way on one event loop: gate, route, key, scope, body, handler, answer.
final class RequestHandler implements Handler<HttpServerRequest> {
    private static final Duration OVERLOADED_FOR = Duration.ofSeconds(1);
    private static final Future<byte[]> NO_BODY = Future.succeededFuture(new byte[0]);

    private final Supplier<Router> router;
    private final Gate gate;
    private final Admission admission;
    private final Optional<Idempotency> idempotency;
    private final HttpConfig config;
    private final Connections connections;
    private final Answers answers;
    private final Upgrades upgrades;
    private final Set<Exchange> open = Collections.newSetFromMap(new IdentityHashMap<>());

    /// @param router gives the router of this moment
    RequestHandler(
            Supplier<Router> router,
            Gate gate,
            Admission admission,
            Optional<Idempotency> idempotency,
            HttpConfig config,
            Connections connections,
            Answers answers,
            Upgrades upgrades) {
        this.router = router;
        this.gate = gate;
        this.admission = admission;
        this.idempotency = idempotency;
        this.config = config;
        this.connections = connections;
        this.answers = answers;
        this.upgrades = upgrades;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Exchange exchange = new Exchange(request);
        if (!gate.enter()) {
            answers.fail(exchange, overloaded());
            return;
        }
        open.add(exchange);
        exchange.onStop(failure -> answers.stop(exchange, failure));
        request.response().endHandler(ended -> leave(exchange));
        request.response().closeHandler(closed -> leave(exchange));
        request.response().exceptionHandler(broken -> answers.abandon(exchange));
        try {
            answer(exchange)
                    .onComplete(
                            answer -> write(exchange, answer),
                            failure -> refuse(exchange, failure));
        } catch (RuntimeException e) {
            refuse(exchange, e);
        }
    }

    private void write(Exchange exchange, Answer answer) {
        exchange.answered();
        if (answer instanceof Answer.WebSocket(var opened)) {
            upgrades.upgrade(exchange, opened, () -> leave(exchange));
        } else {
            answers.write(exchange, answer);
        }
    }

    /// Ends the calls whose handler has not answered for too long, on the event loop of this
    /// handler.
    void stopOverdue() {
        long most = config.answerTimeout().toNanos();
        open.stream()
                .filter(Exchange::isUnanswered)
                .filter(exchange -> exchange.nanosSinceStart() > most)
                .toList()
                .forEach(exchange -> exchange.stop(overdue(exchange)));
    }

    private ForgeException overdue(Exchange exchange) {
        return new ForgeException(
                CommonError.ANSWER_TIMEOUT,
                "Plugin %s did not answer within %d s."
                        .formatted(exchange.owner(), config.answerTimeout().toSeconds()));
    }

    /// Ends the calls that a plugin is busy with, on the event loop of this handler.
    void stop(PluginLoad load, ForgeException failure) {
        open.stream()
                .filter(exchange -> exchange.isOf(load))
                .toList()
                .forEach(e -> e.stop(failure));
    }

    private void refuse(Exchange exchange, Throwable failure) {
        // what is left of the body must pass by, or the connection's next request never comes
        exchange.request().resume();
        answers.fail(exchange, failure);
    }

    private void leave(Exchange exchange) {
        answers.abandon(exchange);
        if (exchange.leave()) {
            open.remove(exchange);
            gate.leave();
            gate.release(exchange.bodyMemory());
            if (exchange.isReceived()) {
                connections.answered(exchange.request().connection());
            }
        }
    }

    private static ForgeException overloaded() {
        return new ForgeException(
                        CommonError.OVERLOADED, "As many calls as this node takes are in flight.")
                .withRetryAfter(OVERLOADED_FOR);
    }

    private Future<Answer> answer(Exchange exchange) {
        Operation operation = route(exchange);
        return admission
                .admit(exchange, operation)
                .compose(in -> body(exchange, operation))
                .compose(
                        body -> {
                            exchange.received(body);
                            connections.calling(exchange.request().connection());
                            return OwnLoop.of(handle(exchange, operation));
                        });
    }

    private Future<Answer> handle(Exchange exchange, Operation operation) {
        return operation.terms().idempotent() && idempotency.isPresent()
                ? idempotency.get().once(exchange, () -> operation.handler().apply(exchange))
                : operation.handler().apply(exchange);
    }

    private Operation route(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        return switch (router.get().match(request.method(), request.path())) {
            case Router.Match.Found found -> {
                exchange.found(found);
                yield found.operation();
            }
            case Router.Match.OtherMethods(var allowed) -> {
                String methods = String.join(", ", allowed);
                request.response().putHeader(HttpHeaders.ALLOW, methods);
                throw new ForgeException(
                        CommonError.METHOD_NOT_ALLOWED,
                        request.path() + " takes " + methods + ", not " + request.method() + ".");
            }
            case Router.Match.Nothing() ->
                    throw new ForgeException(
                            CommonError.UNKNOWN_PATH,
                            "There is nothing at " + request.path() + ".");
        };
    }

    private Future<byte[]> body(Exchange exchange, Operation operation) {
        HttpServerRequest request = exchange.request();
        if (operation.terms().webSocket()) {
            Upgrades.requireUpgrade(exchange);
            // what it brings comes after the upgrade
            request.pause();
            return NO_BODY;
        }
        Future<byte[]> body =
                operation.takesBody()
                        ? BodyReader.read(exchange, config.bodyLimit(), gate)
                        : NO_BODY;
        request.resume();
        return body;
    }
}
