// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// The connections of one event loop. One that keeps us waiting for a request, be it silent or
/// one byte at a time, is closed after the idle timeout; one that waits for us is left alone.
///
/// (Vert.x' own idle timeout sees reads and writes: a slow sender would never be idle, and a
/// client that waits for a slow model would be.)
final class Connections {
    private final IdentityHashMap<HttpConnection, State> states = new IdentityHashMap<>();
    private final long idleNanos;
    private final AtomicInteger open;

    private static final class State {
        private long waitingSince = System.nanoTime();
        private int calls;
    }

    /// @param open the count of connections of all event loops
    Connections(Vertx vertx, Duration idleTimeout, AtomicInteger open) {
        this.idleNanos = idleTimeout.toNanos();
        this.open = open;
        long period = Math.clamp(idleTimeout.toMillis() / 4, 10, 5_000);
        vertx.setPeriodic(period, timer -> closeIdle());
    }

    void opened(HttpConnection connection) {
        states.put(connection, new State());
        open.incrementAndGet();
        // a client that breaks its connection is no news; its call is counted as left
        connection.exceptionHandler(broken -> {});
        connection.closeHandler(
                closed -> {
                    states.remove(connection);
                    open.decrementAndGet();
                });
    }

    /// A request came in whole.
    void calling(HttpConnection connection) {
        State state = states.get(connection);
        if (state != null) {
            state.calls++;
        }
    }

    /// Its answer is out.
    void answered(HttpConnection connection) {
        State state = states.get(connection);
        if (state != null) {
            state.calls--;
            state.waitingSince = System.nanoTime();
        }
    }

    private void closeIdle() {
        long now = System.nanoTime();
        states.entrySet().stream()
                .filter(entry -> entry.getValue().calls == 0)
                .filter(entry -> now - entry.getValue().waitingSince > idleNanos)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(HttpConnection::close);
    }
}
