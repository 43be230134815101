// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.spi.http.HttpClientSettings;
import ai.optimaforge.spi.http.HttpClients;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http1ClientConfig;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One client for each event loop, told by its thread.
final class LoopHttpClients implements HttpClients {
    private static final Logger log = LoggerFactory.getLogger("upstream");
    private static final int CLOSING_SECONDS = 5;
    private static final int LARGEST_HEAD = 64 * 1024;

    private final Vertx vertx;
    private final HttpClientSettings settings;
    private final Map<Thread, HttpClient> clients = new ConcurrentHashMap<>();

    LoopHttpClients(Vertx vertx, HttpClientSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    @Override
    public HttpClient current() {
        HttpClient client = clients.get(Thread.currentThread());
        return client != null ? client : create();
    }

    private HttpClient create() {
        if (!Context.isOnEventLoopThread()) {
            throw new IllegalStateException(
                    "an HTTP client is for an event loop, not for " + Thread.currentThread());
        }
        HttpClient client =
                vertx.httpClientBuilder()
                        .with(config())
                        .with(pool())
                        // the call that it breaks tells of it
                        .withConnectHandler(
                                connection ->
                                        connection.exceptionHandler(
                                                broken ->
                                                        log.debug(
                                                                "upstream: {}", broken.toString())))
                        .build();
        clients.put(Thread.currentThread(), client);
        return client;
    }

    private HttpClientConfig config() {
        return new HttpClientConfig()
                // the first is spoken in the clear; over TLS the upstream chooses
                .setVersions(List.of(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2))
                .setConnectTimeout(settings.connectTimeout())
                .setHttp1Config(new Http1ClientConfig().setMaxHeaderSize(LARGEST_HEAD));
    }

    /// As many of HTTP/2 as of HTTP/1.1: until a connection tells which it is, the pool takes it
    /// for one of HTTP/2, and with fewer of those it lets all other requests wait, also once it
    /// knows better, until one of the few connections is free again.
    private PoolOptions pool() {
        return new PoolOptions()
                .setHttp1MaxSize(settings.maxConnections())
                .setHttp2MaxSize(settings.maxConnections())
                .setMaxWaitQueueSize(settings.maxWaiting());
    }

    /// Closes the clients, and waits for the calls that this ends: they are the plugin's code,
    /// whose class loader goes next.
    void close() {
        List<Future<Void>> closing = clients.values().stream().map(HttpClient::close).toList();
        clients.clear();
        if (Context.isOnEventLoopThread()) {
            return;
        }
        try {
            Future.join(closing)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("HTTP clients did not close: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
