// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import ai.optimaforge.spi.Registration;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Context;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Those who want to be told of something, each on its own event loop. For each, so many wait to
/// be told at most; what comes beyond is dropped and counted.
final class Listeners<T> {
    private static final int WAITING = 4096;

    private final List<Listener> all = new CopyOnWriteArrayList<>();
    private final Counter dropped;
    private final AtomicBoolean fed = new AtomicBoolean();

    Listeners(Counter dropped) {
        this.dropped = dropped;
    }

    Registration add(Context context, Consumer<T> action) {
        Listener listener = new Listener(context, action);
        all.add(listener);
        return listener;
    }

    /// Ties them to what tells them, if they are not tied yet.
    void feed(Consumer<Consumer<T>> source) {
        if (!fed.getAndSet(true)) {
            source.accept(this::tell);
        }
    }

    void tell(T what) {
        all.forEach(listener -> listener.tell(what));
    }

    private final class Listener implements Registration {
        private final Context context;
        private final Consumer<T> action;
        private final AtomicInteger waiting = new AtomicInteger();
        private volatile boolean closed;

        Listener(Context context, Consumer<T> action) {
            this.context = context;
            this.action = action;
        }

        void tell(T what) {
            if (waiting.incrementAndGet() > WAITING) {
                waiting.decrementAndGet();
                dropped.increment();
                return;
            }
            context.runOnContext(
                    turn -> {
                        waiting.decrementAndGet();
                        if (!closed) {
                            action.accept(what);
                        }
                    });
        }

        @Override
        public void close() {
            closed = true;
            all.remove(this);
        }
    }
}
