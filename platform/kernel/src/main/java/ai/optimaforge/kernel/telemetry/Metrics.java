// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/// The metrics of the process, in Prometheus' text format.
public final class Metrics {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /// No metrics yet but the JVM's.
    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
    }

    /// Where meters are registered.
    public MeterRegistry registry() {
        return registry;
    }

    /// All metrics as text.
    public String scrape() {
        return registry.scrape();
    }
}
