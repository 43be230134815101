// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads HTTP/1.1 requests. Lenient where a client may differ, strict where a gateway should not:
/// it wants a length or the chunked coding for a body.
final class RequestReader {
    /// How a slow upstream reads a body: so many bytes, then a rest.
    record Pace(int bytes, Duration rest) {}

    private static final int LONGEST_LINE = 256 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private final Pace pace;

    RequestReader(InputStream in, OutputStream out, Pace pace) {
        this.in = in;
        this.out = out;
        this.pace = pace;
    }

    /// Reads the next request. One that is cut in the middle of its body comes back with what
    /// there was of it, its outcome [RecordedRequest.Outcome#ABORTED].
    ///
    /// @throws EOFException if there is none
    RecordedRequest read() throws IOException {
        String requestLine = line();
        int method = requestLine.indexOf(' ');
        int version = requestLine.lastIndexOf(' ');
        if (method < 1 || version <= method) {
            throw new IOException("not a request line: " + requestLine);
        }
        HttpHeaders headers = headers();
        if (headers.firstValue("Expect").isPresent()) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        var body = new ByteArrayOutputStream();
        boolean complete = readBody(headers, body);
        var request =
                new RecordedRequest(
                        requestLine.substring(0, method),
                        requestLine.substring(method + 1, version),
                        headers,
                        body.toByteArray());
        if (!complete) {
            request.clientLeft();
        }
        return request;
    }

    private boolean readBody(HttpHeaders headers, ByteArrayOutputStream body) {
        try {
            if (headers.firstValue("Transfer-Encoding").isPresent()) {
                readChunks(body);
            } else {
                copy(headers.firstValueAsLong("Content-Length").orElse(0), body);
            }
            return true;
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    private void readChunks(ByteArrayOutputStream body) throws IOException {
        while (true) {
            String size = line();
            int extension = size.indexOf(';');
            String hex = extension < 0 ? size : size.substring(0, extension);
            long length = Long.parseLong(hex.strip(), 16);
            if (length == 0) {
                headers();
                return;
            }
            copy(length, body);
            line();
        }
    }

    private void copy(long length, ByteArrayOutputStream body) throws IOException {
        long left = length;
        while (left > 0) {
            byte[] piece = in.readNBytes((int) Math.min(left, pace.bytes));
            if (piece.length == 0) {
                throw new EOFException("the body ends early");
            }
            body.write(piece);
            left -= piece.length;
            rest();
        }
    }

    private void rest() throws IOException {
        if (!pace.rest.isZero()) {
            try {
                Thread.sleep(pace.rest);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private HttpHeaders headers() throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ends");
            }
            if (line.size() > LONGEST_LINE) {
                throw new IOException("the line is too long");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
