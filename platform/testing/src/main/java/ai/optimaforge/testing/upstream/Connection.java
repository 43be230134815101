// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import ai.optimaforge.testing.upstream.RecordedRequest.Outcome;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/// One client's connection: reads a request, has it answered, and watches meanwhile whether the
/// client leaves.
final class Connection {
    /// Where a connection gets its answers, and tells what it sees.
    interface Script {
        /// Takes note of a request, and says how to answer it.
        Reply answer(RecordedRequest request);

        /// The answer has ended, in whatever way.
        void ended(RecordedRequest request);
    }

    private final Socket socket;
    private final RequestReader.Pace pace;
    private final Script script;
    private final Executor threads;
    private volatile @Nullable RecordedRequest current;

    Connection(Socket socket, RequestReader.Pace pace, Script script, Executor threads) {
        this.socket = socket;
        this.pace = pace;
        this.script = script;
        this.threads = threads;
    }

    /// Serves until the client leaves or the script ends the connection.
    void serve() {
        try (socket) {
            socket.setTcpNoDelay(true);
            if (!pace.rest().isZero()) {
                socket.setReceiveBufferSize(pace.bytes());
            }
            var in = new PushbackInputStream(new BufferedInputStream(socket.getInputStream()));
            var reader = new RequestReader(in, socket.getOutputStream(), pace);
            while (exchange(reader, in)) {
                current = null;
            }
        } catch (IOException | InterruptedException e) {
            // The client has left, or the upstream is being closed: the request's outcome says so.
        }
    }

    /// Cuts whatever is going on.
    void close() {
        RecordedRequest request = current;
        if (request != null) {
            request.end(Outcome.CUT);
        }
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
    }

    private boolean exchange(RequestReader reader, PushbackInputStream in)
            throws IOException, InterruptedException {
        RecordedRequest request = reader.read();
        current = request;
        Reply answer = script.answer(request);
        if (request.outcome() != Outcome.IN_PROGRESS) {
            script.ended(request);
            return false;
        }
        var moreToRead = new FutureTask<>(() -> watch(request, in));
        threads.execute(moreToRead);
        var wire = new Wire(socket, request);
        try {
            answer.play(request, wire);
        } catch (IOException e) {
            request.end(Outcome.ABORTED);
        } finally {
            request.end(Outcome.CUT);
            script.ended(request);
        }
        boolean wanted = !"close".equalsIgnoreCase(request.header("Connection"));
        return wanted && wire.keepAlive() && done(moreToRead);
    }

    /// Reads one byte ahead: it is the next request's first, or the client has left.
    private static boolean watch(RecordedRequest request, PushbackInputStream in) {
        try {
            int next = in.read();
            if (next >= 0) {
                in.unread(next);
                return true;
            }
        } catch (IOException e) {
            // A reset is a way to leave.
        }
        request.clientLeft();
        return false;
    }

    private static boolean done(FutureTask<Boolean> moreToRead) throws InterruptedException {
        try {
            return moreToRead.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
