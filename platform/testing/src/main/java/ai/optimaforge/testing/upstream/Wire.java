// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import ai.optimaforge.testing.upstream.RecordedRequest.Outcome;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The writing end of a connection, for one answer. What it writes goes to the network at once
/// and as it is: a [Reply] writes its own head and framing.
public final class Wire {
    /// So large a write is counted in steps, and a client that leaves in the middle of it is
    /// noticed.
    private static final int PIECE = 16 * 1024;

    private final Socket socket;
    private final RecordedRequest request;
    private boolean over;
    private boolean keepAlive;

    Wire(Socket socket, RecordedRequest request) {
        this.socket = socket;
        this.request = request;
    }

    /// Writes `bytes`; blocks while the client does not read.
    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    /// Writes `text` as UTF-8.
    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes the end of the answer and leaves the connection open for the next request.
    public void finish(byte[] last) throws IOException {
        keepAlive = true;
        finishWith(last);
    }

    /// Writes the end of the answer, which the closing of the connection marks.
    public void finishAndClose(byte[] last) throws IOException {
        finishWith(last);
        socket.close();
    }

    /// Waits; ends early if the client leaves.
    ///
    /// @throws IOException if the client leaves meanwhile
    public void pause(Duration duration) throws IOException {
        if (!duration.isZero() && request.endsWithin(duration)) {
            throw new ClientLeftException();
        }
    }

    /// Does nothing more until the client leaves, or for an hour.
    public void stall() throws IOException {
        pause(Duration.ofHours(1));
    }

    /// Closes the connection in the middle of the answer.
    public void close() throws IOException {
        cut();
        socket.close();
    }

    /// Resets the connection (TCP RST), whatever is still on its way.
    public void reset() throws IOException {
        cut();
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /// Makes the socket's own buffer this small, so that a client that does not read is felt
    /// soon. It binds the writes that follow.
    public void sendBuffer(int bytes) throws IOException {
        socket.setSendBufferSize(bytes);
    }

    boolean keepAlive() {
        return keepAlive;
    }

    private void cut() {
        over = true;
        request.end(Outcome.CUT);
    }

    private void finishWith(byte[] last) throws IOException {
        int early = Math.max(0, last.length - PIECE);
        write(last, 0, early);
        request.lastPiece();
        write(last, early, last.length - early);
        over = true;
        request.end(Outcome.COMPLETED);
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        if (over) {
            throw new IllegalStateException("the answer is over: " + request);
        }
        int end = offset + length;
        for (int at = offset; at < end; at += PIECE) {
            int count = Math.min(PIECE, end - at);
            socket.getOutputStream().write(bytes, at, count);
            request.wrote(count);
        }
    }
}
