// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.spi.Meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/// The meters of one plugin.
final class PluginMeters implements Meters {
    private final MeterRegistry registry;
    private final String plugin;
    private final List<Meter> meters = new CopyOnWriteArrayList<>();

    PluginMeters(MeterRegistry registry, String plugin) {
        this.registry = registry;
        this.plugin = plugin;
    }

    @Override
    public Counter counter(String name, String description) {
        var counter =
                io.micrometer.core.instrument.Counter.builder("forge_plugin_" + name)
                        .description(description)
                        .tag("plugin", plugin)
                        .register(registry);
        meters.add(counter);
        return counter::increment;
    }

    @Override
    public void gauge(String name, String description, DoubleSupplier value) {
        Supplier<Number> number = value::getAsDouble;
        meters.add(
                Gauge.builder("forge_plugin_" + name, number)
                        .description(description)
                        .tag("plugin", plugin)
                        .register(registry));
    }

    void close() {
        meters.forEach(registry::remove);
        meters.clear();
    }
}
