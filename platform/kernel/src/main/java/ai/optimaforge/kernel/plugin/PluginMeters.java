// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.spi.Meters;

import io.micrometer.core.instrument.Meter;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/// The meters of one plugin, which leave with it.
final class PluginMeters implements Meters {
    private static final String PREFIX = "forge_plugin_";

    private final SharedMeters shared;
    private final String plugin;
    private final List<Meter> meters = new CopyOnWriteArrayList<>();

    PluginMeters(SharedMeters shared, String plugin) {
        this.shared = shared;
        this.plugin = plugin;
    }

    @Override
    public Counter counter(String name, String description) {
        var counter = shared.counter(plugin, PREFIX + name, description);
        meters.add(counter);
        return counter::increment;
    }

    @Override
    public void gauge(String name, String description, DoubleSupplier value) {
        Supplier<Number> number = value::getAsDouble;
        meters.add(shared.gauge(plugin, PREFIX + name, description, number));
    }

    void close() {
        meters.forEach(shared::release);
        meters.clear();
    }
}
