// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi;

import java.util.function.DoubleSupplier;

/// A plugin's own metrics: they show up on `/metrics` as `forge_plugin_<name>` with the label
/// `plugin`, and leave with the plugin. Names are `snake_case`. Asking twice for the same name
/// gives the same meter.
public interface Meters {
    /// A count that only grows; it can be added to from any thread.
    Counter counter(String name, String description);

    /// A value that is read at each scrape, from any thread; it must not block.
    void gauge(String name, String description, DoubleSupplier value);

    /// A count that only grows.
    interface Counter {
        /// Adds one.
        default void increment() {
            add(1);
        }

        /// Adds an amount that is not negative.
        void add(double amount);
    }
}
