// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// An answer of server-sent events, frame by frame as they come.
public final class EventStream implements AutoCloseable {
    /// What a frame of the data `[DONE]` looks like.
    public static final String DONE = "data: [DONE]\n\n";

    private final RawConnection connection;
    private final RawConnection.Head head;
    private final Deque<String> frames = new ArrayDeque<>();
    private boolean ended;

    private EventStream(RawConnection connection) {
        this.connection = connection;
        this.head = connection.head();
    }

    static EventStream open(URI address, String key, String path, byte[] json) {
        return on(RawConnection.open(address), key, path, json);
    }

    /// Posts JSON on this connection and reads the head of the answer.
    public static EventStream on(RawConnection connection, String key, String path, byte[] json) {
        String start =
                """
                POST %s HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """
                        .formatted(path, key, json.length);
        connection.send(start.getBytes(ISO_8859_1)).send(json);
        return new EventStream(connection);
    }

    /// The HTTP status.
    public int status() {
        return head.status();
    }

    /// The first value of a header, or an empty string where there is none.
    public String header(String name) {
        return head.headers().firstValue(name).orElse("");
    }

    /// The body of an answer that is no stream.
    public byte[] body() {
        return connection.chunk();
    }

    /// Waits for the next frame, the empty line at its end included; empty once the stream has
    /// ended.
    ///
    /// @throws AssertionError if the server split a frame
    public Optional<String> next() {
        while (frames.isEmpty() && !ended) {
            read();
        }
        return Optional.ofNullable(frames.poll());
    }

    /// Waits for the next frame, and drops it.
    ///
    /// @throws AssertionError if the stream has ended
    public void skip() {
        if (next().isEmpty()) {
            throw new AssertionError("the stream has ended");
        }
    }

    private void read() {
        String chunk = new String(connection.chunk(), UTF_8);
        if (chunk.isEmpty()) {
            ended = true;
        } else if (!chunk.endsWith("\n\n")) {
            throw new AssertionError("a frame is split: " + chunk);
        } else {
            int from = 0;
            while (from < chunk.length()) {
                int end = chunk.indexOf("\n\n", from) + 2;
                frames.add(chunk.substring(from, end));
                from = end;
            }
        }
    }

    /// The frames that are still to come, up to the end of the stream.
    public List<String> rest() {
        List<String> rest = new ArrayList<>();
        for (Optional<String> frame = next(); frame.isPresent(); frame = next()) {
            rest.add(frame.get());
        }
        return rest;
    }

    /// The frames that are still to come without `[DONE]`, as JSON.
    ///
    /// @throws AssertionError if the stream does not end with exactly one `[DONE]`
    public List<JsonObject> chunks() {
        List<String> rest = rest();
        if (rest.indexOf(DONE) != rest.size() - 1) {
            throw new AssertionError("not one [DONE] at the end: " + rest);
        }
        return rest.subList(0, rest.size() - 1).stream().map(EventStream::json).toList();
    }

    /// What a frame of one field `data` holds, as JSON.
    public static JsonObject json(String frame) {
        if (!frame.startsWith("data: ")) {
            throw new AssertionError("no data: " + frame);
        }
        return new JsonObject(frame.substring("data: ".length()));
    }

    /// Leaves, whether or not the stream has ended.
    @Override
    public void close() {
        connection.close();
    }
}
