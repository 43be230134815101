// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The meters of all plugins. Two versions of a plugin that run side by side have the same names:
/// a gauge is the newer one's, and a counter goes on as long as either counts.
final class SharedMeters {
    private static final String PLUGIN = "plugin";

    private final MeterRegistry registry;
    private final Map<Meter.Id, Integer> users = new HashMap<>();

    SharedMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    synchronized Counter counter(String plugin, String name, String description) {
        Counter counter =
                Counter.builder(name)
                        .description(description)
                        .tag(PLUGIN, plugin)
                        .register(registry);
        users.merge(counter.getId(), 1, Integer::sum);
        return counter;
    }

    synchronized Gauge gauge(
            String plugin, String name, String description, Supplier<Number> value) {
        Gauge older = registry.find(name).tag(PLUGIN, plugin).gauge();
        if (older != null) {
            registry.remove(older);
        }
        return Gauge.builder(name, value)
                .description(description)
                .tag(PLUGIN, plugin)
                .register(registry);
    }

    @SuppressWarnings("ReferenceEquality") // this very meter, not its successor
    synchronized void release(Meter meter) {
        if (meter instanceof Counter) {
            if (users.merge(meter.getId(), -1, Integer::sum) > 0) {
                return;
            }
            users.remove(meter.getId());
            registry.remove(meter);
        } else if (registry.getMeters().contains(meter)
                && registry.find(meter.getId().getName()).tags(meter.getId().getTags()).meter()
                        == meter) {
            registry.remove(meter);
        }
    }
}
