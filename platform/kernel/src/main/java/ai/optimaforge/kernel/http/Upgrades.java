// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.kernel.identity.KeyRing;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.endpoint.WebSocketSession;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Turns calls into WebSockets.
final class Upgrades {
    /// What a browser can ask for beside its key, since one of what it offers must be chosen.
    static final List<String> SUBPROTOCOLS = List.of("forge.v1", "realtime");

    private static final Logger log = LoggerFactory.getLogger("http");
    /// A browser can set no header. The second is what OpenAI's own SDKs send.
    private static final List<String> KEY_PREFIXES =
            List.of("forge-key.", "openai-insecure-api-key.");
    private static final int SWITCHED = 101;

    private final HttpConfig config;
    private final KeyRing keys;
    private final Answers answers;

    Upgrades(HttpConfig config, KeyRing keys, Answers answers) {
        this.config = config;
        this.keys = keys;
        this.answers = answers;
    }

    /// @throws ForgeException with a 426 if the request asks for no WebSocket
    static void requireUpgrade(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            request.response().putHeader(HttpHeaders.UPGRADE, "websocket");
            throw new ForgeException(
                    CommonError.UPGRADE_REQUIRED,
                    "%s is a WebSocket: ask for an upgrade.".formatted(request.path()));
        }
    }

    /// The key among the subprotocols that a client offers.
    static Optional<String> key(HttpServerRequest request) {
        String offered = request.getHeader("sec-websocket-protocol");
        if (offered == null) {
            return Optional.empty();
        }
        for (String protocol : offered.split(",", -1)) {
            for (String prefix : KEY_PREFIXES) {
                if (protocol.strip().startsWith(prefix)) {
                    return Optional.of(protocol.strip().substring(prefix.length()));
                }
            }
        }
        return Optional.empty();
    }

    /// @param leave to be run when the connection is gone
    void upgrade(Exchange exchange, Consumer<WebSocketSession> opened, Runnable leave) {
        exchange.request()
                .toWebSocket()
                .onComplete(
                        socket -> open(exchange, socket, opened, leave),
                        failure -> answers.fail(exchange, malformed(failure)));
    }

    private static ForgeException malformed(Throwable failure) {
        return new ForgeException(
                CommonError.MALFORMED_REQUEST,
                "The request can't be upgraded to a WebSocket: " + failure.getMessage());
    }

    private void open(
            Exchange exchange,
            ServerWebSocket socket,
            Consumer<WebSocketSession> opened,
            Runnable leave) {
        Socket session = new Socket(exchange, socket, config);
        socket.closeHandler(
                closed -> {
                    if (session.gone()) {
                        exchange.abortWork();
                        answers.finish(exchange, SWITCHED);
                        leave.run();
                    }
                });
        exchange.onStop(failure -> session.close(Socket.GOING_AWAY, failure.message()));
        exchange.identity()
                .map(
                        caller ->
                                keys.onRevoked(
                                        caller,
                                        () ->
                                                session.closeFromAnywhere(
                                                        Socket.POLICY,
                                                        "The API key is not valid any more.")))
                .ifPresent(exchange::onLeave);
        try {
            opened.accept(session);
        } catch (RuntimeException e) {
            log.error("plugin {} failed to open a WebSocket", exchange.owner(), e);
            session.close(Socket.FAILED, "Something went wrong on our side.");
        }
    }
}
