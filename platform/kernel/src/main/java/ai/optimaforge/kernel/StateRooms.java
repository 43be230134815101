// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import ai.optimaforge.kernel.audit.AuditTrail;
import ai.optimaforge.kernel.cluster.Audience;
import ai.optimaforge.kernel.cluster.ClusterRoom;
import ai.optimaforge.kernel.identity.BootstrapKey;
import ai.optimaforge.kernel.identity.IdentityRoom;
import ai.optimaforge.kernel.limit.LimitRoom;
import ai.optimaforge.kernel.plugin.PluginServices;
import ai.optimaforge.kernel.routing.Ratings;
import ai.optimaforge.kernel.store.Migrations;
import ai.optimaforge.kernel.store.StoreRoom;
import ai.optimaforge.kernel.usage.UsageRoom;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.cache.ClusterCache;
import ai.optimaforge.spi.cache.Events;
import ai.optimaforge.spi.store.DocumentStore;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;

/// The rooms that remember: what lasts, what is shared, and what the kernel keeps there itself.
///
/// @param shape done when the kernel's documents have the shape that this version knows
record StateRooms(
        StoreRoom store,
        ClusterRoom cluster,
        UsageRoom usage,
        AuditTrail audit,
        IdentityRoom identity,
        LimitRoom limits,
        Ratings ratings,
        Future<Integer> shape)
        implements PluginServices.State {
    /// Whose documents the kernel's own are.
    static final String KERNEL = "kernel";

    /// How the documents came to be as they are, the oldest first; none is ever taken out.
    private static final List<Migrations.Step> MIGRATIONS = List.of();

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
                store,
                cluster,
                usage,
                audit,
                identity,
                new LimitRoom(cluster, usage::spent),
                new Ratings(documents, cluster.cache(KERNEL), cluster.events()),
                Migrations.run(documents, MIGRATIONS));
    }

    /// Waits until the kernel's documents have the shape that this version knows. A server that
    /// is away is not waited for: what needs it will say so.
    ///
    /// @throws StartFailedException if they are of a newer version, or could not be brought
    /// forward
    void awaitShape() throws StartFailedException {
        try {
            shape.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            boolean away =
                    cause instanceof ForgeException known
                            && known.errorCode() == CommonError.STORE_UNAVAILABLE;
            if (!away) {
                throw new StartFailedException(
                        List.of("the store can't be used: " + cause.getMessage()));
            }
        }
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
