// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.fast;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;

import java.time.Duration;
import java.util.EnumMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An upstream on 127.0.0.1 that answers every chat call with the same bytes, in OpenAI's wire,
/// in Anthropic's or in Gemini's, by its path; on one event loop, on native epoll where that is
/// on the class path. It reads of a request only what it must know; it is no judge of what a
/// gateway sends: that is [ai.optimaforge.testing.upstream.FakeUpstream].
public final class FastUpstream implements AutoCloseable {
    /// A chat call that has this text at the start or the end of its body is never answered.
    public static final String STALL = "[[stall]]";

    private static final int BACKLOG = 4096;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final int port;
    private final Departures departures;

    private FastUpstream(Vertx vertx, int port, Departures departures) {
        this.vertx = vertx;
        this.port = port;
        this.departures = departures;
    }

    /// Starts one on any free port.
    public static FastUpstream start(Shape shape) {
        return start(0, shape);
    }

    /// Starts one on this port; 0 is any.
    public static FastUpstream start(int port, Shape shape) {
        var options = new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true);
        var vertx = Vertx.vertx(options);
        var departures = new Departures();
        var wires = new EnumMap<RequestFraming.Wire, CannedAnswers>(RequestFraming.Wire.class);
        for (RequestFraming.Wire wire : RequestFraming.Wire.values()) {
            wires.put(wire, CannedAnswers.of(wire, shape));
        }
        var wheel = new StreamWheel(vertx, shape.apart().toMillis());
        NetServer server =
                vertx.createNetServer(
                        new NetServerOptions()
                                .setHost("127.0.0.1")
                                .setPort(port)
                                .setTcpNoDelay(true)
                                .setAcceptBacklog(BACKLOG));
        server.connectHandler(
                socket ->
                        new FastConnection(socket, wires, wheel, shape.deltas(), departures)
                                .serve());
        try {
            server.listen().await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no fast upstream on port " + port, e);
        }
        return new FastUpstream(vertx, server.actualPort(), departures);
    }

    /// The port it listens on.
    public int port() {
        return port;
    }

    /// Scheme, host and port: the base URL as Anthropic's and Gemini's clients want it.
    public String origin() {
        return "http://127.0.0.1:" + port;
    }

    /// The base URL as OpenAI's clients want it, `/v1` included.
    public String baseUrl() {
        return origin() + "/v1";
    }

    /// Whether it runs on the system's own event notification rather than the JDK's.
    public boolean isNative() {
        return vertx.isNativeTransportEnabled();
    }

    /// Forgets the calls that stalled and the clients that left so far.
    public void forget() {
        departures.forget();
    }

    /// Waits for the next call that is not answered, see [#STALL].
    ///
    /// @throws AssertionError if none comes in time
    public void awaitStall(Duration limit) {
        departures.awaitStall(limit);
    }

    /// Waits for the next client that leaves before the end of its answer, and says when that was
    /// noticed, by [System#nanoTime].
    ///
    /// @throws AssertionError if none leaves in time
    public long awaitAbort(Duration limit) {
        return departures.awaitAbort(limit);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
