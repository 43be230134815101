// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The server of one event loop. The loops share the port; a connection stays on the loop that
/// took it.
final class Server extends VerticleBase {
    private final HttpConfig config;
    private final Supplier<Router> router;
    private final Gate gate;
    private final HttpServices services;
    private final MeterRegistry registry;
    private final AtomicInteger openConnections;
    private final LoopLag lag;
    private @Nullable HttpServer server;
    private @Nullable RequestHandler handler;

    Server(
            HttpConfig config,
            Supplier<Router> router,
            Gate gate,
            HttpServices services,
            MeterRegistry registry,
            AtomicInteger openConnections,
            LoopLag lag) {
        this.config = config;
        this.router = router;
        this.gate = gate;
        this.services = services;
        this.registry = registry;
        this.openConnections = openConnections;
        this.lag = lag;
    }

    @Override
    public Future<?> start() {
        lag.watch(vertx);
        Connections connections = new Connections(vertx, config.idleTimeout(), openConnections);
        Answers answers = new Answers(new CallMeters(registry), services, config.streamKeepAlive());
        Admission admission = new Admission(services.keys(), services.limiter());
        HttpServer created = vertx.createHttpServer(options());
        created.connectionHandler(connections::opened);
        RequestHandler requests =
                new RequestHandler(
                        router,
                        gate,
                        admission,
                        services.documents().map(Idempotency::new),
                        config,
                        connections,
                        answers,
                        new Upgrades(config, services.keys(), answers));
        handler = requests;
        long look = Math.clamp(config.answerTimeout().toMillis() / 4, 10, 1_000);
        vertx.setPeriodic(look, tick -> requests.stopOverdue());
        created.requestHandler(requests);
        created.invalidRequestHandler(
                request -> answers.fail(new Exchange(request), malformed(request)));
        server = created;
        return created.listen(address());
    }

    /// The address, the same for all event loops: port 0 would be another port for each.
    private SocketAddress address() {
        return config.port() == 0
                ? SocketAddress.sharedRandomPort(1, config.host())
                : SocketAddress.inetSocketAddress(config.port(), config.host());
    }

    int actualPort() {
        return server == null ? config.port() : server.actualPort();
    }

    Future<Void> drain(Duration timeout) {
        return server == null ? Future.succeededFuture() : server.shutdown(timeout);
    }

    /// Runs an action on the event loop of the server, after all that it has begun.
    Future<Void> onLoop(Consumer<RequestHandler> action) {
        RequestHandler requests = handler;
        if (requests == null) {
            return Future.succeededFuture();
        }
        Promise<Void> done = Promise.promise();
        context.runOnContext(
                now -> {
                    action.accept(requests);
                    done.complete();
                });
        return done.future();
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxHeaderSize((int) config.headLimit().bytes())
                .setMaxInitialLineLength((int) config.headLimit().bytes())
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false)
                .setAcceptBacklog(1024)
                .setWebSocketSubProtocols(Upgrades.SUBPROTOCOLS)
                // above the limit of a message, so that it is told; beyond it the connection breaks
                .setMaxWebSocketFrameSize(2 * (int) config.bodyLimit().bytes())
                .setMaxWebSocketMessageSize((int) config.bodyLimit().bytes())
                .setStrictThreadMode(true);
    }

    private static ForgeException malformed(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        return new ForgeException(
                CommonError.MALFORMED_REQUEST,
                "The request's head is malformed: " + (cause == null ? "" : cause.getMessage()));
    }
}
