// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// A model provider on 127.0.0.1 that speaks the wires of OpenAI, Anthropic and Google, and does
/// what its script says. Without a script it is well: it answers chat, embeddings and the list of
/// models rightly.
///
/// ```java
/// try (var upstream = FakeUpstream.start()) {
///     upstream.next(HttpReply.status(503), ChatReply.of("Hel", "lo"));
///     // … call the gateway …
///     RecordedRequest first = upstream.nextRequest(Duration.ofSeconds(1));
/// }
/// ```
///
/// It works on plain sockets, a virtual thread a connection: an HTTP library would not let it
/// answer wrongly. It speaks HTTP/1.1, without TLS.
public final class FakeUpstream implements AutoCloseable {
    /// More than any test looks back on; keeps an upstream that runs as a command from growing.
    private static final int REMEMBERED = 10_000;

    private static final int BACKLOG = 1024;

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Rules rules = new Rules();
    private final List<RecordedRequest> requests = new ArrayList<>();
    private final BlockingQueue<RecordedRequest> unseen = new LinkedBlockingQueue<>(REMEMBERED);
    private final BlockingQueue<RecordedRequest> aborted = new LinkedBlockingQueue<>(REMEMBERED);
    private volatile RequestReader.Pace pace = new RequestReader.Pace(16 * 1024, Duration.ZERO);

    private FakeUpstream(ServerSocket server) {
        this.server = server;
    }

    /// Starts one on any free port.
    public static FakeUpstream start() {
        return start(0);
    }

    /// Starts one on this port; 0 is any.
    public static FakeUpstream start(int port) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            var upstream = new FakeUpstream(new ServerSocket(port, BACKLOG, loopback));
            upstream.threads.execute(upstream::accept);
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException("no fake upstream on port " + port, e);
        }
    }

    /// The port it listens on.
    public int port() {
        return server.getLocalPort();
    }

    /// Scheme, host and port.
    public String origin() {
        return "http://127.0.0.1:" + port();
    }

    /// The base URL as OpenAI's clients want it, `/v1` included.
    public String baseUrl() {
        return origin() + "/v1";
    }

    /// Answers the next calls with these, in this order, one call each.
    public FakeUpstream next(Reply... answers) {
        for (Reply answer : answers) {
            rules.addOnce(request -> true, answer);
        }
        return this;
    }

    /// Answers the next calls to this model with these, in this order, one call each.
    public FakeUpstream nextFor(String model, Reply... answers) {
        for (Reply answer : answers) {
            rules.addOnce(request -> request.model().equals(model), answer);
        }
        return this;
    }

    /// Answers every call that nothing else is laid out for.
    public FakeUpstream always(Reply answer) {
        return when(request -> true, answer);
    }

    /// Answers every call to this model.
    public FakeUpstream forModel(String model, Reply answer) {
        return when(request -> request.model().equals(model), answer);
    }

    /// Answers every call that matches; of several rules that match, the one given last.
    public FakeUpstream when(Predicate<RecordedRequest> matches, Reply answer) {
        rules.addAlways(matches, answer);
        return this;
    }

    /// Forgets the script; from here on it is well again. What was recorded stays.
    public FakeUpstream recover() {
        rules.clear();
        return this;
    }

    /// Reads the bodies on connections opened from now on slowly: so many bytes, then a rest.
    public FakeUpstream readSlowly(int bytes, Duration rest) {
        pace = new RequestReader.Pace(bytes, rest);
        return this;
    }

    /// Waits for the next request that this method has not returned yet; its body has come by
    /// then.
    ///
    /// @throws AssertionError if none comes in time
    public RecordedRequest nextRequest(Duration limit) {
        return poll(unseen, limit, "no request");
    }

    /// Whether there is a request that [#nextRequest] has not returned yet.
    public boolean hasUnseen() {
        return !unseen.isEmpty();
    }

    /// Waits for the next request, not returned by this method yet, whose client left before the
    /// end of the answer.
    ///
    /// @throws AssertionError if none is left in time
    public RecordedRequest awaitAbort(Duration limit) {
        return poll(aborted, limit, "no client left");
    }

    /// All requests so far, the oldest first.
    public List<RecordedRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /// How many connections are open now.
    public int openConnections() {
        return connections.size();
    }

    /// How many connections there have been.
    public int acceptedConnections() {
        return accepted.get();
    }

    /// Stops listening and cuts what is in progress.
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(Connection::close);
        threads.shutdownNow();
    }

    private RecordedRequest poll(
            BlockingQueue<RecordedRequest> queue, Duration limit, String failure) {
        try {
            RecordedRequest request = queue.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (request == null) {
                throw new AssertionError(failure + " within " + limit + "; so far: " + requests());
            }
            return request;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                threads.execute(() -> serve(socket));
            } catch (IOException | RejectedExecutionException e) {
                // The upstream is being closed, or this one connection failed: the next may do.
            }
        }
    }

    private void serve(Socket socket) {
        var connection = new Connection(socket, pace, new Recorder(), threads);
        connections.add(connection);
        try {
            if (!server.isClosed()) {
                connection.serve();
            }
        } finally {
            connection.close();
            connections.remove(connection);
        }
    }

    private final class Recorder implements Connection.Script {
        @Override
        public Reply answer(RecordedRequest request) {
            synchronized (requests) {
                if (requests.size() == REMEMBERED) {
                    requests.removeFirst();
                }
                requests.add(request);
            }
            Reply answer = rules.answerTo(request);
            remember(unseen, request);
            return answer;
        }

        @Override
        public void ended(RecordedRequest request) {
            if (request.outcome() == RecordedRequest.Outcome.ABORTED) {
                remember(aborted, request);
            }
        }

        private static void remember(
                BlockingQueue<RecordedRequest> queue, RecordedRequest request) {
            while (!queue.offer(request)) {
                queue.poll();
            }
        }
    }
}
