// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.kernel.cluster.ClusterConfig;
import ai.optimaforge.kernel.cluster.ClusterRoom;
import ai.optimaforge.kernel.store.StoreConfig;
import ai.optimaforge.kernel.store.StoreRoom;
import ai.optimaforge.spi.Calls;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.Meters;
import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.PluginDescriptor;
import ai.optimaforge.spi.Registration;
import ai.optimaforge.spi.Secrets;
import ai.optimaforge.spi.admin.Administration;
import ai.optimaforge.spi.cache.ClusterCache;
import ai.optimaforge.spi.cache.Events;
import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.feature.Features;
import ai.optimaforge.spi.http.HttpClientSettings;
import ai.optimaforge.spi.http.HttpClients;
import ai.optimaforge.spi.model.Models;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.testing.EventLoop;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/// The part of a plugin's context that keeps things, on a real embedded store, whose operations
/// it counts. All else throws an [UnsupportedOperationException].
final class StoreContext implements PluginContext, AutoCloseable {
    private final Vertx vertx;
    private final StoreRoom store;
    private final ClusterRoom cluster;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Map<String, Promise<Void>> losing = new ConcurrentHashMap<>();
    private final Set<String> away = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> operations = new ConcurrentHashMap<>();

    StoreContext(Vertx vertx, Path directory) throws IOException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        this.vertx = vertx;
        this.store =
                StoreRoom.open(
                        new StoreConfig(
                                Secret.of("embedded"),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(10),
                                16,
                                10_000,
                                Duration.ofMillis(100),
                                false),
                        directory,
                        vertx,
                        registry);
        ClusterConfig alone =
                new ClusterConfig(
                        false,
                        List.of(),
                        "127.0.0.1",
                        5701,
                        Optional.empty(),
                        Optional.empty(),
                        1000);
        this.cluster = ClusterRoom.open(alone, vertx, registry);
    }

    /// How often an operation was called since it was asked for the last time.
    int count(String operation) {
        return Optional.ofNullable(operations.remove(operation)).orElse(0);
    }

    /// The next call of an operation fails as if the store were away.
    void failNext(String operation) {
        failing.add(operation);
    }

    /// The next call of an operation is carried out, and fails as if the answer were lost.
    ///
    /// @return completes then
    Future<Void> loseNextAnswer(String collection, String operation) {
        Promise<Void> lost = Promise.promise();
        losing.put(collection + "." + operation, lost);
        return lost.future();
    }

    /// All calls of an operation fail until it is back.
    void takeAway(String operation) {
        away.add(operation);
    }

    void giveBack(String operation) {
        away.remove(operation);
    }

    void forgetCounts() {
        operations.clear();
    }

    @Override
    public DocumentStore documents() {
        DocumentStore documents = store.store("responses");
        return spec -> counted(spec.name(), documents.collection(spec));
    }

    private DocumentCollection counted(String name, DocumentCollection collection) {
        return (DocumentCollection)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {DocumentCollection.class},
                        (proxy, method, arguments) -> called(name, collection, method, arguments));
    }

    private Object called(
            String name, DocumentCollection collection, Method method, Object[] arguments)
            throws Throwable {
        operations.merge(method.getName(), 1, Integer::sum);
        if (failing.remove(method.getName()) || away.contains(method.getName())) {
            return away();
        }
        try {
            Object result = method.invoke(collection, arguments);
            Promise<Void> lost = losing.remove(name + "." + method.getName());
            return lost != null && result instanceof Future<?> done
                    ? done.compose(kept -> away()).onFailure(away -> lost.complete())
                    : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> Future<T> away() {
        return Future.failedFuture(new ForgeException(CommonError.STORE_UNAVAILABLE, "Away."));
    }

    @Override
    public Events events() {
        return cluster.events();
    }

    @Override
    public Meters meters() {
        return new Meters() {
            @Override
            public Counter counter(String name, String description) {
                return amount -> {};
            }

            @Override
            public void gauge(String name, String description, DoubleSupplier value) {}
        };
    }

    @Override
    public Registration every(Duration period, Runnable action) {
        long timer = vertx.setPeriodic(period.toMillis(), fired -> action.run());
        return () -> vertx.cancelTimer(timer);
    }

    @Override
    public void close() {
        EventLoop.await(store.close());
        EventLoop.await(cluster.close());
    }

    @Override
    public PluginDescriptor descriptor() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <C extends Record> C config(Class<C> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Models models() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ClusterCache cache() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Calls calls() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Secrets secrets() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Features features() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Administration administration() {
        throw new UnsupportedOperationException();
    }

    @Override
    public HttpClients httpClients(HttpClientSettings settings) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration after(Duration delay, Runnable action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Future<T> blocking(Callable<T> work) {
        throw new UnsupportedOperationException();
    }
}
