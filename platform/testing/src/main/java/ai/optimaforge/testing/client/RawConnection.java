// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A connection on which a test writes and reads what it wants.
public final class RawConnection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final InputStream in;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /// The status line and the headers of an answer.
    ///
    /// @param status the HTTP status
    /// @param headers the headers; their names compare without case
    public record Head(int status, HttpHeaders headers) {}

    /// Connects. Nothing is waited for longer than 20 s.
    public static RawConnection open(URI address) {
        try {
            return open(new Socket(), address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Connects with a receive buffer of so many bytes, so that a client that does not read is
    /// soon noticed.
    public static RawConnection openWithReceiveBuffer(URI address, int bytes) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(bytes);
            return open(socket, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawConnection open(Socket socket, URI address) throws IOException {
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return new RawConnection(socket);
    }

    /// Sends text, one byte a character.
    public RawConnection send(String text) {
        return send(text.getBytes(ISO_8859_1));
    }

    /// Sends bytes.
    public RawConnection send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the peer took these bytes; not if it has closed the connection.
    public boolean trySend(String text) {
        try {
            send(text);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /// Reads an answer whole.
    public ApiResponse response() {
        Head head = head();
        try {
            return new ApiResponse(head.status(), head.headers(), body(head));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] body(Head head) throws IOException {
        if (head.headers().firstValue("transfer-encoding").isPresent()) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            for (byte[] chunk = readChunk(); chunk.length > 0; chunk = readChunk()) {
                whole.writeBytes(chunk);
            }
            return whole.toByteArray();
        }
        return exactly((int) head.headers().firstValueAsLong("content-length").orElse(0));
    }

    /// Reads the status line and the headers.
    public Head head() {
        try {
            String status = line();
            Map<String, List<String>> headers = new TreeMap<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
            return new Head(
                    Integer.parseInt(status.split(" ", 3)[1]),
                    HttpHeaders.of(headers, (name, value) -> true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads one chunk of a body in chunks: what the server wrote at once. The last one is empty.
    ///
    /// @throws UncheckedIOException if the connection ends before the last one, or nothing comes
    public byte[] chunk() {
        try {
            return readChunk();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] readChunk() throws IOException {
        byte[] chunk = exactly(Integer.parseInt(line(), 16));
        line();
        return chunk;
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended amid a body");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended; before: " + line);
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).strip();
    }

    /// Waits until the peer closes the connection, and drops what it sends before.
    ///
    /// @return whether it did in time
    public boolean awaitClose(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            int read = 0;
            while (read >= 0) {
                socket.setSoTimeout((int) Math.max(1, (end - System.nanoTime()) / 1_000_000));
                read = in.read();
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Leaves, without waiting for anything.
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
