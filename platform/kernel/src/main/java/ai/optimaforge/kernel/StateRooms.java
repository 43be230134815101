// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import ai.optimaforge.kernel.audit.AuditTrail;
import ai.optimaforge.kernel.cluster.Audience;
import ai.optimaforge.kernel.cluster.ClusterRoom;
import ai.optimaforge.kernel.identity.BootstrapKey;
import ai.optimaforge.kernel.identity.IdentityRoom;
import ai.optimaforge.kernel.limit.LimitRoom;
import ai.optimaforge.kernel.plugin.PluginServices;
import ai.optimaforge.kernel.store.StoreRoom;
import ai.optimaforge.kernel.usage.UsageRoom;
import ai.optimaforge.spi.cache.ClusterCache;
import ai.optimaforge.spi.cache.Events;
import ai.optimaforge.spi.store.DocumentStore;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Deque;

/// The rooms that remember: what lasts, what is shared, and what the kernel keeps there itself.
record StateRooms(
        StoreRoom store,
        ClusterRoom cluster,
        UsageRoom usage,
        AuditTrail audit,
        IdentityRoom identity,
        LimitRoom limits)
        implements PluginServices.State {
    /// Whose documents the kernel's own are.
    static final String KERNEL = "kernel";

    private static final long MINUTE_MILLIS = 60_000;

    /// Opens the rooms one after the other.
    ///
    /// @param opened is given what takes each of them down
    static StateRooms open(
            Settings settings,
            Path data,
            BootstrapKey key,
            Vertx vertx,
            MeterRegistry registry,
            Deque<Runnable> opened)
            throws IOException {
        ClusterRoom cluster =
                ClusterRoom.open(settings.cluster(), LimitRoom.STEPS, vertx, registry);
        opened.push(() -> Boot.await(cluster.close()));
        StoreRoom store = StoreRoom.open(settings.store(), data, vertx, registry);
        opened.push(() -> Boot.await(store.close()));
        DocumentStore documents = store.store(KERNEL);
        UsageRoom usage =
                UsageRoom.open(
                        settings.usage(),
                        data,
                        documents.collection(UsageRoom.collection()),
                        registry);
        opened.push(() -> Boot.await(usage.close()));
        AuditTrail audit = new AuditTrail(documents);
        IdentityRoom identity =
                new IdentityRoom(
                        key,
                        settings.identity(),
                        settings.tiers()::of,
                        documents,
                        cluster.events(),
                        audit,
                        registry);
        opened.push(identity::close);
        vertx.setPeriodic(MINUTE_MILLIS, minute -> identity.writeBehind());
        return new StateRooms(
                store, cluster, usage, audit, identity, new LimitRoom(cluster, usage::spent));
    }

    @Override
    public DocumentStore documents(String plugin) {
        return store.store(plugin);
    }

    @Override
    public ClusterCache cache(String plugin, Audience audience) {
        return cluster.cache(plugin, audience);
    }

    @Override
    public Events events(Audience audience) {
        return cluster.events(audience);
    }
}
