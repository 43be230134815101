// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.function.Supplier;

/// What can be watched of the cluster.
final class ClusterMeters {
    private final MeterRegistry registry;
    private final Counter dropped;
    private final Counter failed;

    ClusterMeters(MeterRegistry registry) {
        this.registry = registry;
        this.dropped =
                Counter.builder("forge_cluster_messages_dropped")
                        .description("Events and changes that came faster than they were taken")
                        .register(registry);
        this.failed =
                Counter.builder("forge_cluster_operations_failed")
                        .description("Operations that failed because the cluster was away")
                        .register(registry);
    }

    Counter dropped() {
        return dropped;
    }

    Counter failed() {
        return failed;
    }

    void members(Supplier<Number> count) {
        Gauge.builder("forge_cluster_members", count)
                .description("Nodes of the cluster")
                .register(registry);
    }

    void operations(Supplier<Number> count) {
        Gauge.builder("forge_cluster_operations", count)
                .description("Operations that wait for the cluster")
                .register(registry);
    }

    void messages(Supplier<Number> count) {
        Gauge.builder("forge_cluster_messages_waiting", count)
                .description("Events that wait to be sent")
                .register(registry);
    }

    void entries(String name, Supplier<Number> count) {
        Gauge.builder("forge_cluster_entries", count)
                .description("Entries that this node keeps, copies for others not counted")
                .tag("name", name)
                .register(registry);
    }
}
