// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Calls at a fixed rate, however fast they are answered, over connections that are kept. Its
/// counts may be read from any thread; all else lives on the event loop.
final class SteadyLoad implements AutoCloseable {
    private static final Duration TURN = Duration.ofMillis(10);

    /// Where so many are not answered, no more are sent: the target would be flooded, not soaked.
    private static final int MOST_UNDER_WAY = 1_000;

    /// A stream that is left has had so many frames, or a few more.
    private static final int FRAMES_BEFORE_LEAVING = 8;

    private final Network network;
    private final Target target;
    private final List<SoakCall> calls;
    private final double perNano;
    private final long start = System.nanoTime();
    private final Deque<Caller> idle = new ArrayDeque<>();
    private final Map<String, LongAdder> answered = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> wrong = new ConcurrentHashMap<>();
    private final LongAdder notSent = new LongAdder();
    private long due;
    private int underWay;
    private boolean over;

    private SteadyLoad(Network network, Target target, List<SoakCall> calls, int rate) {
        this.network = network;
        this.target = target;
        this.calls = calls;
        this.perNano = rate / 1e9;
    }

    /// Starts it; it goes on until it is closed.
    ///
    /// @param calls made in turn
    /// @param rate how many calls a second
    static SteadyLoad start(Network network, Target target, List<SoakCall> calls, int rate) {
        var load = new SteadyLoad(network, target, calls, rate);
        network.onLoop(load::turn);
        return load;
    }

    /// How many calls of each kind were answered as they should be.
    Map<String, Long> answered() {
        return counts(answered);
    }

    /// What else happened, and how often.
    Map<String, Long> wrong() {
        return counts(wrong);
    }

    /// How many calls were due while too many were under way.
    long notSent() {
        return notSent.sum();
    }

    private static Map<String, Long> counts(Map<String, LongAdder> adders) {
        Map<String, Long> counts = new HashMap<>();
        adders.forEach((name, adder) -> counts.put(name, adder.sum()));
        return counts;
    }

    private void turn() {
        if (over) {
            return;
        }
        long soFar = (long) ((System.nanoTime() - start) * perNano);
        for (; due < soFar; due++) {
            if (underWay < MOST_UNDER_WAY) {
                send(calls.get((int) (due % calls.size())));
            } else {
                notSent.increment();
            }
        }
        network.later(TURN, this::turn);
    }

    private void send(SoakCall call) {
        underWay++;
        Caller free = idle.poll();
        if (free != null) {
            free.send(call);
            return;
        }
        network.connect(target)
                .onSuccess(socket -> new Caller(socket).send(call))
                .onFailure(failure -> ended(call, "no connection"));
    }

    private void ended(SoakCall call, String fault) {
        underWay--;
        if (over) {
            return;
        }
        if (fault.isEmpty()) {
            count(answered, call.name());
        } else {
            count(wrong, call.name() + ": " + fault);
        }
    }

    private static void count(Map<String, LongAdder> counts, String name) {
        counts.computeIfAbsent(name, none -> new LongAdder()).increment();
    }

    /// Sends no more, and leaves what is under way; its connections end with the network.
    @Override
    public void close() {
        network.onLoop(() -> over = true);
    }

    /// One connection, with one call at a time.
    private final class Caller {
        private final NetSocket socket;
        private FrameCounter counter = new FrameCounter(StreamKind.CHAT.delta());
        private ResponseFraming framing = new ResponseFraming(counter);
        private SoakCall call = calls.getFirst();
        private boolean calling;

        Caller(NetSocket socket) {
            this.socket = socket;
            socket.handler(this::take);
            socket.exceptionHandler(failure -> {});
            socket.closeHandler(nothing -> closed());
        }

        void send(SoakCall next) {
            call = next;
            calling = true;
            counter = new FrameCounter(StreamKind.CHAT.delta());
            framing = new ResponseFraming(counter);
            socket.write(call.request());
        }

        private void take(Buffer data) {
            if (!calling) {
                return;
            }
            boolean whole = framing.take(data.getBytes());
            if (call.leaves() && counter.frames() >= FRAMES_BEFORE_LEAVING) {
                end(whole ? "ended before it was left" : "");
                socket.close();
            } else if (whole) {
                end(call.right().contains(framing.status()) ? "" : "status " + framing.status());
                idle.push(this);
            }
        }

        private void closed() {
            idle.remove(this);
            if (calling) {
                end("connection lost");
            }
        }

        private void end(String fault) {
            calling = false;
            ended(call, fault);
        }
    }
}
