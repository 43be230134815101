// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import ai.optimaforge.testing.upstream.fast.FastUpstream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// Measures how long it takes until the upstream sees that the client has left. Client and
/// upstream live in this process, so that their clocks compare.
final class AbortProbe {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /// Of a stream of 64 frames about so much comes with the head and the first frames.
    private static final int SOME_FRAMES = 600;

    private final FastUpstream upstream;

    AbortProbe(FastUpstream upstream) {
        this.upstream = upstream;
    }

    /// Leaves a stream after some frames; returns the milliseconds until the upstream knew.
    double leaveStream(Target target) {
        return leave(
                target,
                ChatCall.streamed(),
                socket -> {
                    InputStream in = socket.getInputStream();
                    if (in.readNBytes(SOME_FRAMES).length < SOME_FRAMES) {
                        throw new EOFException("the stream ends early");
                    }
                });
    }

    /// Leaves a whole answer that has not come; returns the milliseconds until the upstream knew.
    double leaveWhole(Target target) {
        return leave(target, ChatCall.stalled(), socket -> upstream.awaitStall(LIMIT));
    }

    private interface Meanwhile {
        void happens(Socket socket) throws IOException;
    }

    private double leave(Target target, ChatCall call, Meanwhile meanwhile) {
        upstream.forget();
        try {
            long left = callAndLeave(target, call, meanwhile);
            return (upstream.awaitAbort(LIMIT) - left) / 1e6;
        } catch (IOException | AssertionError e) {
            throw new BenchmarkException(String.valueOf(e.getMessage()), e);
        }
    }

    /// Returns the moment before the connection was closed.
    private static long callAndLeave(Target target, ChatCall call, Meanwhile meanwhile)
            throws IOException {
        try (var socket = new Socket()) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.connect(
                    new InetSocketAddress(target.host(), target.port()), (int) LIMIT.toMillis());
            socket.getOutputStream().write(call.request(target));
            meanwhile.happens(socket);
            return System.nanoTime();
        }
    }
}
