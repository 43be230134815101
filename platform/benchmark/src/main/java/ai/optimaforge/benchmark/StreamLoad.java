// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Opens many streams at once and looks how evenly their frames come.
final class StreamLoad {
    /// What became of the streams.
    ///
    /// @param count how many there were
    /// @param whole how many came to their end
    /// @param clean how many of those without a gap over the limit
    /// @param largestGap the largest time between two frames of any of them, in nanoseconds
    /// @param slowestFirst the longest wait for a first frame, in nanoseconds
    /// @param faults what was wrong with the others, and how often
    record Result(
            int count,
            int whole,
            int clean,
            long largestGap,
            long slowestFirst,
            Map<String, Integer> faults) {}

    static final Duration LARGEST_GAP = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Network network;
    private final int deltas;
    private final StreamKind kind;

    /// @param deltas how many each stream must have
    StreamLoad(Network network, int deltas) {
        this(network, deltas, StreamKind.CHAT);
    }

    private StreamLoad(Network network, int deltas, StreamKind kind) {
        this.network = network;
        this.deltas = deltas;
        this.kind = kind;
    }

    /// The same with streams of this kind.
    StreamLoad of(StreamKind other) {
        return new StreamLoad(network, deltas, other);
    }

    StreamKind kind() {
        return kind;
    }

    /// Runs `count` streams from `target`, started together.
    Result run(Target target, int count) {
        List<NetSocket> sockets = network.connect(target, count);
        var request = Buffer.buffer(kind.request(target));
        Promise<List<Stream>> ended = Promise.promise();
        network.onLoop(() -> start(sockets, request, ended));
        try {
            return result(Network.await(ended.future(), LIMIT.plusSeconds(10)));
        } finally {
            sockets.forEach(NetSocket::close);
        }
    }

    /// Runs `count` streams again and again, for so long.
    ///
    /// @return how often
    int repeat(Target target, int count, Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        int runs = 0;
        while (System.nanoTime() - end < 0) {
            run(target, count);
            runs++;
        }
        return runs;
    }

    private void start(List<NetSocket> sockets, Buffer request, Promise<List<Stream>> ended) {
        List<Stream> streams = new ArrayList<>();
        int[] left = {sockets.size()};
        for (NetSocket socket : sockets) {
            var stream = new Stream(socket, kind);
            streams.add(stream);
            stream.start(
                    request,
                    () -> {
                        if (--left[0] == 0) {
                            ended.tryComplete(streams);
                        }
                    });
        }
        network.later(LIMIT, () -> ended.tryComplete(streams));
    }

    private Result result(List<Stream> streams) {
        Map<String, Integer> faults = new TreeMap<>();
        int whole = 0;
        int clean = 0;
        long gap = 0;
        long first = 0;
        for (Stream stream : streams) {
            String fault = stream.fault(deltas);
            if (!fault.isEmpty()) {
                faults.merge(fault, 1, Integer::sum);
            } else {
                whole++;
                if (stream.largestGap > LARGEST_GAP.toNanos()) {
                    faults.merge("gap over the limit", 1, Integer::sum);
                } else {
                    clean++;
                }
            }
            gap = Math.max(gap, stream.largestGap);
            first = Math.max(first, stream.firstFrame);
        }
        return new Result(streams.size(), whole, clean, gap, first, faults);
    }

    /// One stream; lives on the event loop.
    private static final class Stream {
        private final NetSocket socket;
        private final FrameCounter counter;
        private final ResponseFraming framing;
        private long started;
        private long lastFrame;
        private long firstFrame;
        private long largestGap;
        private boolean whole;
        private boolean over;

        Stream(NetSocket socket, StreamKind kind) {
            this.socket = socket;
            this.counter = new FrameCounter(kind.delta());
            this.framing = new ResponseFraming(counter);
        }

        void start(Buffer request, Runnable ended) {
            started = System.nanoTime();
            socket.handler(data -> take(data, ended));
            socket.closeHandler(nothing -> end(ended));
            socket.write(request);
        }

        /// What is wrong with it, or an empty text.
        String fault(int deltas) {
            if (framing.status() != 200) {
                return "status " + framing.status();
            }
            if (counter.deltas() != deltas || !counter.done()) {
                return "cut short";
            }
            return whole ? "" : "body without an end";
        }

        private void take(Buffer data, Runnable ended) {
            int before = counter.frames();
            whole = framing.take(data.getBytes());
            if (counter.frames() > before) {
                long now = System.nanoTime();
                if (lastFrame == 0) {
                    firstFrame = now - started;
                } else {
                    largestGap = Math.max(largestGap, now - lastFrame);
                }
                lastFrame = now;
            }
            if (whole) {
                end(ended);
            }
        }

        private void end(Runnable ended) {
            if (!over) {
                over = true;
                ended.run();
            }
        }
    }
}
