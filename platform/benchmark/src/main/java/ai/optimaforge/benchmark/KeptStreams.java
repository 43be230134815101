// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Streams of responses that are kept, so many at any time, each followed by the next one over
/// the same connection. Its counts may be read from any thread; all else lives on the event loop.
final class KeptStreams {
    /// Of so many responses one is remembered, to be read later.
    private static final int REMEMBERED = 50;

    private static final Pattern ID = Pattern.compile("\"id\":\"(resp_[0-9a-f]+)\"");

    private final Network network;
    private final Target target;
    private final Buffer request;
    private final int deltas;
    private final int count;
    private final Map<String, LongAdder> wrong = new ConcurrentHashMap<>();
    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private int begun;

    /// @param deltas how many each stream must have
    /// @param count how many streams there will have been
    KeptStreams(Network network, Target target, int deltas, int count) {
        this.network = network;
        this.target = target;
        this.request = Buffer.buffer(StreamKind.KEPT_RESPONSE.request(target));
        this.deltas = deltas;
        this.count = count;
    }

    /// Begins so many streams.
    void start(int atATime) {
        List<NetSocket> sockets = network.connect(target, atATime);
        network.onLoop(() -> sockets.forEach(socket -> new Reader(socket).next()));
    }

    int ended() {
        return ended.get();
    }

    /// What was wrong with streams, and how often.
    Map<String, Long> wrong() {
        Map<String, Long> counts = new TreeMap<>();
        wrong.forEach((fault, times) -> counts.put(fault, times.sum()));
        return counts;
    }

    /// The ids of some of the responses.
    List<String> ids() {
        return List.copyOf(ids);
    }

    /// One connection, with one stream at a time.
    private final class Reader {
        private final NetSocket socket;
        private FrameCounter counter = counter();
        private ResponseFraming framing = new ResponseFraming(counter);
        private boolean first;
        private boolean reading;

        Reader(NetSocket socket) {
            this.socket = socket;
            socket.handler(this::take);
            socket.exceptionHandler(failure -> {});
            socket.closeHandler(nothing -> closed());
        }

        private static FrameCounter counter() {
            return new FrameCounter(StreamKind.KEPT_RESPONSE.delta());
        }

        void next() {
            if (begun == count) {
                socket.close();
                return;
            }
            first = begun % REMEMBERED == 0;
            begun++;
            reading = true;
            counter = counter();
            framing = new ResponseFraming(counter);
            socket.write(request);
        }

        private void take(Buffer data) {
            if (first) {
                Matcher id = ID.matcher(data.toString(StandardCharsets.US_ASCII));
                if (id.find()) {
                    ids.add(id.group(1));
                    first = false;
                }
            }
            if (reading && framing.take(data.getBytes())) {
                boolean whole = counter.deltas() == deltas && counter.done();
                end(framing.status() != 200 ? "status " + framing.status() : whole ? "" : "cut");
                next();
            }
        }

        private void closed() {
            if (reading) {
                end("connection lost");
            }
        }

        private void end(String fault) {
            reading = false;
            if (!fault.isEmpty()) {
                wrong.computeIfAbsent(fault, none -> new LongAdder()).increment();
            }
            ended.incrementAndGet();
        }
    }
}
