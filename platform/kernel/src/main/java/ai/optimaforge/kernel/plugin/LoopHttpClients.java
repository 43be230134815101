// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.spi.http.HttpClientSettings;
import ai.optimaforge.spi.http.HttpClients;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http1ClientConfig;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// One client for each event loop, told by its thread.
final class LoopHttpClients implements HttpClients {
    private static final int LARGEST_HEAD = 64 * 1024;
    private static final int HTTP2_CONNECTIONS = 16;

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
        HttpClient client = vertx.httpClientBuilder().with(config()).with(pool()).build();
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

    private PoolOptions pool() {
        return new PoolOptions()
                .setHttp1MaxSize(settings.maxConnections())
                .setHttp2MaxSize(HTTP2_CONNECTIONS)
                .setMaxWaitQueueSize(settings.maxWaiting());
    }

    void close() {
        clients.values().forEach(HttpClient::close);
        clients.clear();
    }
}
