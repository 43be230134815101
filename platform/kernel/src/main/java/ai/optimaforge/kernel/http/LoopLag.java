// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

import java.util.concurrent.atomic.AtomicLong;

/// How late an event loop runs its timers: the time that something blocked it.
final class LoopLag {
    private static final long PERIOD_MILLIS = 500;

    private final AtomicLong lagNanos = new AtomicLong();
    private long due;

    LoopLag(MeterRegistry registry, int loop) {
        Gauge.builder("forge_event_loop_lag_seconds", lagNanos, nanos -> nanos.get() / 1e9)
                .description("How late the loop ran its last timer")
                .tag("loop", Integer.toString(loop))
                .register(registry);
    }

    /// Watches the event loop that calls it.
    void watch(Vertx vertx) {
        due = System.nanoTime() + PERIOD_MILLIS * 1_000_000;
        vertx.setPeriodic(
                PERIOD_MILLIS,
                timer -> {
                    long now = System.nanoTime();
                    lagNanos.set(Math.max(0, now - due));
                    due = now + PERIOD_MILLIS * 1_000_000;
                });
    }
}
