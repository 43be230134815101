// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The clients' one event loop.
final class Network implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofSeconds(20);

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    private final NetClient client =
            vertx.createNetClient(
                    new NetClientOptions()
                            .setTcpNoDelay(true)
                            .setConnectTimeout((int) TO_CONNECT.toMillis()));

    /// Opens so many connections.
    List<NetSocket> connect(Target target, int count) {
        List<Future<NetSocket>> connections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            connections.add(connect(target));
        }
        await(Future.join(connections), TO_CONNECT);
        return connections.stream().map(Future::result).toList();
    }

    /// Opens a connection.
    Future<NetSocket> connect(Target target) {
        return client.connect(target.port(), target.host());
    }

    /// Runs `task` on the event loop that all connections belong to.
    void onLoop(Runnable task) {
        vertx.runOnContext(nothing -> task.run());
    }

    /// Runs `task` there after a while.
    void later(Duration delay, Runnable task) {
        vertx.setTimer(Math.max(1, delay.toMillis()), timer -> task.run());
    }

    static <T> T await(Future<T> future, Duration limit) {
        try {
            return future.recover(Network::failure).await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new BenchmarkException("nothing within " + limit, e);
        }
    }

    private static <T> Future<T> failure(Throwable cause) {
        return Future.failedFuture(new BenchmarkException(String.valueOf(cause), cause));
    }

    @Override
    public void close() {
        await(vertx.close(), TO_CONNECT);
    }
}
