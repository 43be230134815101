// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.fast;

import static java.util.Objects.requireNonNull;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

import java.util.Map;

/// One connection of the fast upstream: a call at a time, from canned bytes.
final class FastConnection implements StreamWheel.Stream {
    /// Is told what a measurement waits for.
    interface Observer {
        /// A call has come that will not be answered.
        void stalls();

        /// The client has left before the end of its answer; noticed at this [System#nanoTime].
        void left(long nanoTime);
    }

    private final NetSocket socket;
    private final Map<RequestFraming.Wire, CannedAnswers> wires;
    private final StreamWheel wheel;
    private final int deltas;
    private final Observer observer;
    private final RequestFraming framing = new RequestFraming();
    private boolean answering;
    private boolean closed;
    private boolean usage;
    private int deltasLeft;

    FastConnection(
            NetSocket socket,
            Map<RequestFraming.Wire, CannedAnswers> wires,
            StreamWheel wheel,
            int deltas,
            Observer observer) {
        this.socket = socket;
        this.wires = wires;
        this.wheel = wheel;
        this.deltas = deltas;
        this.observer = observer;
    }

    void serve() {
        socket.handler(this::take);
        socket.exceptionHandler(failure -> {});
        socket.closeHandler(nothing -> left());
    }

    @Override
    public boolean sendNext() {
        if (closed) {
            return false;
        }
        if (deltasLeft > 0) {
            deltasLeft--;
            socket.write(answers().delta());
            return true;
        }
        answering = false;
        socket.write(answers().streamEnd(usage));
        return false;
    }

    private void take(Buffer data) {
        if (!framing.endsRequest(data)) {
            return;
        }
        RequestFraming.Kind kind = framing.take();
        switch (kind) {
            case WHOLE -> socket.write(answers().whole());
            case MODELS -> socket.write(answers().models());
            case STREAM, STREAM_WITH_USAGE -> {
                answering = true;
                usage = kind == RequestFraming.Kind.STREAM_WITH_USAGE;
                deltasLeft = deltas;
                socket.write(answers().streamStart());
                wheel.add(this);
            }
            case STALL -> {
                answering = true;
                observer.stalls();
            }
        }
    }

    private CannedAnswers answers() {
        return requireNonNull(wires.get(framing.wire()));
    }

    private void left() {
        closed = true;
        if (answering) {
            observer.left(System.nanoTime());
        }
    }
}
