// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.endpoint.WebSocketSession;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A client's WebSocket on its event loop.
final class Socket implements WebSocketSession {
    static final short GOING_AWAY = 1001;
    static final short POLICY = 1008;
    static final short FAILED = 1011;
    private static final short NO_BINARY = 1003;
    private static final short TOO_LARGE = 1009;
    private static final int LONGEST_REASON = 123;

    private final Exchange exchange;
    private final ServerWebSocket socket;
    private final HttpConfig config;
    private final Context context = requireNonNull(Vertx.currentContext());
    private final List<Runnable> closeActions = new ArrayList<>();
    private final long pingTimer;
    private long lastMessage = System.nanoTime();
    private boolean answeredPing = true;
    private boolean closed;

    Socket(Exchange exchange, ServerWebSocket socket, HttpConfig config) {
        this.exchange = exchange;
        this.socket = socket;
        this.config = config;
        socket.binaryMessageHandler(message -> close(NO_BINARY, "Only text is understood here."));
        socket.pongHandler(pong -> answeredPing = true);
        socket.exceptionHandler(this::broken);
        this.pingTimer =
                context.owner()
                        .setPeriodic(config.websocketPing().toMillis(), timer -> lookAfterIt());
    }

    /// A message is too large, or the connection broke, of which its close tells.
    private void broken(Throwable failure) {
        if (failure instanceof IllegalStateException) {
            close(TOO_LARGE, "A message may have %s at most.".formatted(config.bodyLimit()));
        }
    }

    private void lookAfterIt() {
        boolean idle = System.nanoTime() - lastMessage > config.websocketIdleTimeout().toNanos();
        if (idle || !answeredPing) {
            close(GOING_AWAY, idle ? "Idle for too long." : "The ping was not answered.");
        } else {
            answeredPing = false;
            socket.writePing(Buffer.buffer());
        }
    }

    /// The connection is gone; whether this is the first time that it is said.
    boolean gone() {
        boolean first = !closed;
        closed = true;
        context.owner().cancelTimer(pingTimer);
        List<Runnable> actions = List.copyOf(closeActions);
        closeActions.clear();
        actions.forEach(Runnable::run);
        return first;
    }

    /// Closes the connection; from any thread.
    void closeFromAnywhere(short code, String reason) {
        context.runOnContext(now -> close(code, reason));
    }

    @Override
    public CallContext context() {
        return exchange;
    }

    @Override
    public void onText(Consumer<String> action) {
        socket.textMessageHandler(
                message -> {
                    lastMessage = System.nanoTime();
                    action.accept(message);
                });
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
    }

    @Override
    public Future<Void> send(String text) {
        if (closed) {
            return Future.failedFuture("the connection is gone");
        }
        lastMessage = System.nanoTime();
        return socket.writeTextMessage(text);
    }

    @Override
    public boolean isFull() {
        return socket.writeQueueFull();
    }

    @Override
    public void onDrain(Runnable action) {
        socket.drainHandler(drained -> action.run());
    }

    @Override
    public void onClose(Runnable action) {
        if (closed) {
            action.run();
        } else {
            closeActions.add(action);
        }
    }

    @Override
    public void close(int code, String reason) {
        if (!closed && !socket.isClosed()) {
            socket.close((short) code, cut(reason));
        }
    }

    /// A control frame takes no more.
    private static String cut(String reason) {
        byte[] bytes = reason.getBytes(UTF_8);
        return bytes.length <= LONGEST_REASON
                ? reason
                : new String(bytes, 0, LONGEST_REASON - 2, UTF_8).replace("\uFFFD", "");
    }
}
