// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Tells who blocks an event loop, and shuts out who does it again and again.
final class Quarantine implements LoopWatch.Listener {
    private static final Logger log = LoggerFactory.getLogger("plugin");
    private static final double NANOS_PER_SECOND = 1e9;

    private final PluginsConfig config;
    private final MeterRegistry registry;
    private final Function<String, Optional<RunningPlugin>> serving;
    private final Map<String, Strikes> strikes = new HashMap<>();

    /// @param serving the run of a plugin that takes calls
    Quarantine(
            PluginsConfig config,
            MeterRegistry registry,
            Function<String, Optional<RunningPlugin>> serving) {
        this.config = config;
        this.registry = registry;
        this.serving = serving;
    }

    @Override
    public synchronized void blocks(String plugin, StackTraceElement at) {
        log.warn(
                "plugin {} blocks an event loop for more than {} ms: {}",
                plugin,
                config.blockedAfter().toMillis(),
                at);
        int limit = config.blockedLimit();
        if (limit > 0 && strikes.computeIfAbsent(plugin, id -> new Strikes(limit)).again()) {
            String reason =
                    "it blocked an event loop %d times within ten minutes, last at %s"
                            .formatted(limit, at);
            log.error("plugin {} is in quarantine: {}", plugin, reason);
            serving.apply(plugin).ifPresent(run -> run.load().quarantine(reason));
        }
    }

    @Override
    public void blocked(String plugin, long nanos) {
        registry.counter("forge_plugin_blocked_seconds", "plugin", plugin)
                .increment(nanos / NANOS_PER_SECOND);
    }
}
