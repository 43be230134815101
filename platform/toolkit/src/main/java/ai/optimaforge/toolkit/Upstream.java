// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.http.HttpClientSettings;
import ai.optimaforge.spi.http.HttpClients;
import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// An HTTP API of a model's provider. Each request runs on the event loop of its call, with a
/// time limit for the connection, the first byte and each silence, and is aborted when its call
/// is cancelled. Failures are [ai.optimaforge.spi.model.UpstreamException]s.
///
/// Thread-safe.
public final class Upstream {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private final HttpClients clients;
    private final Duration connectTimeout;
    private final UpstreamTimeouts timeouts;
    private final URI base;
    private final boolean ssl;
    private final int port;
    private final SocketAddress server;
    private final MultiMap headers;
    private final MultiMap postHeaders;
    private final int maxAnswerSize;
    private final RefusalReader refusals;

    /// An upstream.
    ///
    /// @param context gives the clients
    /// @param connectTimeout how long to wait for a connection
    /// @param timeouts how long to wait once connected
    /// @param base the URL that stands before every path, without a slash at its end
    /// @param headers sent with every request
    /// @param maxAnswerSize how many bytes a whole answer, or one event of a stream, may have
    public Upstream(
            PluginContext context,
            Duration connectTimeout,
            UpstreamTimeouts timeouts,
            URI base,
            Map<String, String> headers,
            int maxAnswerSize) {
        this.clients =
                context.httpClients(
                        HttpClientSettings.defaults().withConnectTimeout(connectTimeout));
        this.connectTimeout = connectTimeout;
        this.timeouts = requireNonNull(timeouts, "timeouts is null");
        this.base = requireNonNull(base, "base is null");
        this.ssl = "https".equals(base.getScheme());
        this.port = base.getPort() > 0 ? base.getPort() : ssl ? 443 : 80;
        this.server = SocketAddress.inetSocketAddress(port, base.getHost());
        this.headers = prepared(headers);
        this.postHeaders = prepared(headers).set(HttpHeaders.CONTENT_TYPE, JSON);
        this.maxAnswerSize = maxAnswerSize;
        this.refusals = (plain, body) -> plain;
    }

    private Upstream(Upstream other, RefusalReader refusals) {
        this.clients = other.clients;
        this.connectTimeout = other.connectTimeout;
        this.timeouts = other.timeouts;
        this.base = other.base;
        this.ssl = other.ssl;
        this.port = other.port;
        this.server = other.server;
        this.headers = other.headers;
        this.postHeaders = other.postHeaders;
        this.maxAnswerSize = other.maxAnswerSize;
        this.refusals = requireNonNull(refusals, "refusals is null");
    }

    /// The same upstream, whose refusals are read by this.
    public Upstream withRefusals(RefusalReader reader) {
        return new Upstream(this, reader);
    }

    /// Encoded and checked once, for all requests.
    private static MultiMap prepared(Map<String, String> headers) {
        MultiMap prepared = HttpHeaders.headers();
        headers.forEach(
                (name, value) ->
                        prepared.add(
                                HttpHeaders.createOptimized(name),
                                HttpHeaders.createOptimized(value)));
        return prepared;
    }

    /// Gets a document whole.
    public Future<Buffer> get(String path, CallContext call) {
        return exchange(call).whole(options(HttpMethod.GET, path, headers), Buffer.buffer());
    }

    /// Posts a JSON document and reads the answer whole.
    public Future<Buffer> post(String path, Buffer json, CallContext call) {
        return post(path, Map.of(), json, call);
    }

    /// Posts a JSON document with more headers, each in place of one of its name that is sent
    /// with every request, and reads the answer whole.
    public Future<Buffer> post(
            String path, Map<String, String> more, Buffer json, CallContext call) {
        return exchange(call).whole(options(HttpMethod.POST, path, posted(more)), json);
    }

    /// Posts a JSON document and reads the answer as server-sent events. The future completes
    /// when the upstream has begun to answer, with a stream that is paused.
    public <T> Future<CancellableStream<T>> stream(
            String path, Buffer json, StreamDecoder<T> decoder, CallContext call) {
        return stream(path, Map.of(), json, decoder, call);
    }

    /// Posts a JSON document with more headers, each in place of one of its name that is sent
    /// with every request, and reads the answer as server-sent events.
    public <T> Future<CancellableStream<T>> stream(
            String path,
            Map<String, String> more,
            Buffer json,
            StreamDecoder<T> decoder,
            CallContext call) {
        return exchange(call).stream(options(HttpMethod.POST, path, posted(more)), json, decoder);
    }

    /// The prepared headers themselves where there are no more.
    private MultiMap posted(Map<String, String> more) {
        if (more.isEmpty()) {
            return postHeaders;
        }
        MultiMap headers = HttpHeaders.headers().addAll(postHeaders);
        more.forEach(headers::set);
        return headers;
    }

    private UpstreamExchange exchange(CallContext call) {
        return new UpstreamExchange(
                clients.current(), call, connectTimeout, timeouts, maxAnswerSize, refusals);
    }

    private RequestOptions options(HttpMethod method, String path, MultiMap prepared) {
        return new RequestOptions()
                .setMethod(method)
                .setServer(server)
                .setHost(base.getHost())
                .setPort(port)
                .setSsl(ssl)
                .setURI(base.getRawPath() + path)
                .setHeaders(prepared);
    }
}
