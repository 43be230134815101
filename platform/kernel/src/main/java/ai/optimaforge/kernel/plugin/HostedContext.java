// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.kernel.cluster.Audience;
import ai.optimaforge.spi.Calls;
import ai.optimaforge.spi.Meters;
import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.PluginDescriptor;
import ai.optimaforge.spi.Registration;
import ai.optimaforge.spi.Secrets;
import ai.optimaforge.spi.admin.Administration;
import ai.optimaforge.spi.cache.ClusterCache;
import ai.optimaforge.spi.cache.Events;
import ai.optimaforge.spi.feature.Features;
import ai.optimaforge.spi.http.HttpClientSettings;
import ai.optimaforge.spi.http.HttpClients;
import ai.optimaforge.spi.model.Models;
import ai.optimaforge.spi.store.DocumentStore;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/// The context of one plugin, and all that the plugin has registered through it.
final class HostedContext implements PluginContext {
    private final PluginDescriptor descriptor;
    private final PluginServices services;
    private final Context context;
    private final PluginMeters meters;
    private final BlockingWork blocking;
    private final DocumentStore documents;
    private final ClusterCache cache;
    private final Events events;
    private final Calls calls;
    private final Secrets secrets;
    private final SequencedSet<Registration> registrations = new LinkedHashSet<>();
    private boolean closed;

    HostedContext(
            PluginDescriptor descriptor,
            PluginServices services,
            SharedMeters shared,
            int maxBlocking) {
        this.descriptor = descriptor;
        this.services = services;
        this.context = services.vertx().getOrCreateContext();
        this.meters = new PluginMeters(shared, descriptor.id());
        this.blocking = new BlockingWork(descriptor.id(), maxBlocking);
        this.documents = services.state().documents(descriptor.id());
        Audience audience = new Audience(context, this::own);
        this.cache = services.state().cache(descriptor.id(), audience);
        this.events = services.state().events(audience);
        this.calls = services.calls().apply(descriptor.id());
        this.secrets = services.secrets().apply(descriptor.id());
        meters.gauge(
                "blocking_tasks", "Blocking tasks that run or wait", () -> blocking.admitted());
        own(meters::close);
        own(blocking::close);
    }

    @Override
    public PluginDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public <C extends Record> C config(Class<C> type) {
        return services.configuration().bind("plugins." + descriptor.id(), type);
    }

    @Override
    public DocumentStore documents() {
        return documents;
    }

    @Override
    public ClusterCache cache() {
        return cache;
    }

    @Override
    public Events events() {
        return events;
    }

    @Override
    public Calls calls() {
        return calls;
    }

    @Override
    public Secrets secrets() {
        return secrets;
    }

    @Override
    public Features features() {
        return services.features();
    }

    @Override
    public Administration administration() {
        return services.administration();
    }

    @Override
    public Models models() {
        return services.models();
    }

    @Override
    public HttpClients httpClients(HttpClientSettings settings) {
        LoopHttpClients clients = new LoopHttpClients(services.vertx(), settings);
        own(clients::close);
        return clients;
    }

    @Override
    public Meters meters() {
        return meters;
    }

    @Override
    public Registration after(Duration delay, Runnable action) {
        return timer(delay, action, false);
    }

    @Override
    public Registration every(Duration period, Runnable action) {
        return timer(period, action, true);
    }

    private Registration timer(Duration delay, Runnable action, boolean again) {
        long millis = Math.max(1, delay.toMillis());
        Vertx vertx = services.vertx();
        AtomicBoolean over = new AtomicBoolean();
        long[] id = {-1};
        Registration registration =
                new Registration() {
                    @Override
                    public void close() {
                        if (!over.getAndSet(true)) {
                            disown(this);
                            context.runOnContext(ready -> vertx.cancelTimer(id[0]));
                        }
                    }
                };
        own(registration);
        context.runOnContext(
                ready -> {
                    if (!over.get()) {
                        id[0] =
                                again
                                        ? vertx.setPeriodic(millis, fired -> action.run())
                                        : vertx.setTimer(
                                                millis,
                                                fired -> {
                                                    over.set(true);
                                                    disown(registration);
                                                    action.run();
                                                });
                    }
                });
        return registration;
    }

    @Override
    public <T> Future<T> blocking(Callable<T> work) {
        return blocking.submit(work);
    }

    private synchronized void own(Registration registration) {
        if (closed) {
            registration.close();
        } else {
            registrations.add(registration);
        }
    }

    /// A timer that is over is not kept until the plugin stops: there may be one for each call.
    private synchronized void disown(Registration registration) {
        if (!closed) {
            registrations.remove(registration);
        }
    }

    /// Closes all that the plugin has registered, the last first.
    synchronized void close() {
        closed = true;
        registrations.reversed().forEach(Registration::close);
        registrations.clear();
    }
}
