// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Calls by operation and class of status. Looked up by name, so that no operation of a plugin
/// that has gone is kept. May be used on any thread; each event loop has its own all the same.
final class CallMeters {
    private final MeterRegistry registry;
    private final Map<String, AtomicReferenceArray<@Nullable Timer>> timers =
            new ConcurrentHashMap<>();

    CallMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// @param status the HTTP status; 499 if the client went away first
    void record(String operation, String plugin, int status, long nanos) {
        AtomicReferenceArray<@Nullable Timer> byClass =
                timers.computeIfAbsent(operation, key -> new AtomicReferenceArray<>(6));
        int statusClass = status / 100;
        Timer timer = byClass.get(statusClass);
        if (timer == null) {
            timer = timer(operation, plugin, statusClass + "xx");
            byClass.set(statusClass, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String operation, String plugin, String status) {
        return Timer.builder("forge_http_calls")
                .description("Calls from the head of the request to the end of the answer")
                .tag("operation", operation)
                .tag("plugin", plugin)
                .tag("status", status)
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(10),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60))
                .register(registry);
    }
}
