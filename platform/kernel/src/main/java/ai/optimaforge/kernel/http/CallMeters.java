// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The calls of one event loop by operation and class of status. Looked up by name, so that no
/// operation of a plugin that has gone is kept.
final class CallMeters {
    private final MeterRegistry registry;
    private final Map<String, Timer[]> timers = new HashMap<>();

    CallMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// @param status the HTTP status; 499 if the client went away first
    void record(String operation, String plugin, int status, long nanos) {
        Timer[] byClass = timers.computeIfAbsent(operation, key -> new Timer[6]);
        int statusClass = status / 100;
        if (byClass[statusClass] == null) {
            byClass[statusClass] = timer(operation, plugin, statusClass + "xx");
        }
        byClass[statusClass].record(nanos, TimeUnit.NANOSECONDS);
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
