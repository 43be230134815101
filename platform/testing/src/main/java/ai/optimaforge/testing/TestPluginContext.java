// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

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

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;

import java.time.Duration;
import java.util.concurrent.Callable;

/// As much of a plugin's context as a provider of an upstream needs: one client, for a test that
/// has one event loop. All else throws an [UnsupportedOperationException].
public final class TestPluginContext implements PluginContext {
    private final Vertx vertx;

    /// A context whose client runs on this.
    public TestPluginContext(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public HttpClients httpClients(HttpClientSettings settings) {
        var client =
                vertx.httpClientBuilder()
                        .with(
                                new HttpClientOptions()
                                        .setConnectTimeout(
                                                (int) settings.connectTimeout().toMillis()))
                        .with(
                                new PoolOptions()
                                        .setHttp1MaxSize(settings.maxConnections())
                                        .setMaxWaitQueueSize(settings.maxWaiting()))
                        .build();
        return () -> client;
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
    public DocumentStore documents() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ClusterCache cache() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Events events() {
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
    public Meters meters() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration after(Duration delay, Runnable action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration every(Duration period, Runnable action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Future<T> blocking(Callable<T> work) {
        throw new UnsupportedOperationException();
    }
}
