// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import ai.optimaforge.testing.upstream.google.GeminiPath;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// One request as the fake upstream saw it, and what became of its answer. The counters move
/// while the answer is written.
public final class RecordedRequest {
    /// What became of an answer.
    public enum Outcome {
        /// It is being written, or held back.
        IN_PROGRESS,
        /// It was written to the end.
        COMPLETED,
        /// The client closed or reset the connection before the end.
        ABORTED,
        /// The script, or closing the upstream, cut it.
        CUT
    }

    private final String method;
    private final String target;
    private final HttpHeaders headers;
    private final byte[] body;
    private final long receivedAt = System.nanoTime();

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicLong bytesWritten = new AtomicLong();
    private final AtomicLong framesWritten = new AtomicLong();
    private volatile Outcome outcome = Outcome.IN_PROGRESS;
    private volatile long endedAt;
    private boolean lastPiece;

    RecordedRequest(String method, String target, HttpHeaders headers, byte[] body) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    /// The method, for instance `POST`.
    public String method() {
        return method;
    }

    /// The path without the query, for instance `/v1/chat/completions`.
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /// The request target as it was sent, query included.
    public String target() {
        return target;
    }

    /// The headers; their names compare without case.
    public HttpHeaders headers() {
        return headers;
    }

    /// The first value of a header, or an empty string where there is none.
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /// The body's bytes as they came, without the transfer coding; cut short if the client left
    /// while sending it.
    public byte[] body() {
        return body.clone();
    }

    /// The body as UTF-8 text.
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /// The body as a JSON object.
    ///
    /// @throws io.vertx.core.json.DecodeException if it is none
    public JsonObject json() {
        return new JsonObject(Buffer.buffer(body));
    }

    /// The model that the path, on Google's wire, or the body names; or an empty string.
    public String model() {
        String named = GeminiPath.of(path()).model();
        if (!named.isEmpty()) {
            return named;
        }
        return body.length == 0 ? "" : json().getString("model", "");
    }

    /// Whether the path, on Google's wire, or the body asks for a stream.
    public boolean streamed() {
        return GeminiPath.of(path()).streamed()
                || (body.length > 0 && json().getBoolean("stream", false));
    }

    /// When the request, body included, had been read, by [System#nanoTime].
    public long receivedAt() {
        return receivedAt;
    }

    /// How many bytes of the answer the network has taken, head included.
    public long bytesWritten() {
        return bytesWritten.get();
    }

    /// How many SSE frames of the answer the network has taken.
    public long framesWritten() {
        return framesWritten.get();
    }

    /// What has become of the answer so far.
    public Outcome outcome() {
        return outcome;
    }

    /// Waits until the client has left before the end of its answer, and says when that was
    /// noticed, by [System#nanoTime].
    ///
    /// @throws AssertionError if the answer ends in another way, or not in time
    public long awaitAbort(Duration limit) {
        return await(Outcome.ABORTED, limit);
    }

    /// Waits until the answer has been written to its end, and says when that was, by
    /// [System#nanoTime].
    ///
    /// @throws AssertionError if the answer ends in another way, or not in time
    public long awaitCompletion(Duration limit) {
        return await(Outcome.COMPLETED, limit);
    }

    /// Waits until the network has taken nothing more of the answer for `quiet`, which is how a
    /// client that stopped reading looks from here; returns the bytes written by then.
    ///
    /// @throws AssertionError if the answer still moves after `limit`, or ended
    public long awaitStandstill(Duration quiet, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        long before = -1;
        while (System.nanoTime() < deadline) {
            long now = bytesWritten.get();
            if (now > 0 && now == before) {
                return now;
            }
            before = now;
            if (endsWithin(quiet)) {
                throw new AssertionError(this + " ended while a standstill was awaited");
            }
        }
        throw new AssertionError(this + " still moves after " + limit);
    }

    /// Counts one SSE frame; a hand-written [Reply] calls it for each frame that it wrote.
    public void frameWritten() {
        framesWritten.incrementAndGet();
    }

    void wrote(int bytes) {
        bytesWritten.addAndGet(bytes);
    }

    /// From here on only the writer can tell whether the client got all: a client may rightly
    /// leave the moment it has the last byte, before the writer is back from writing it.
    synchronized void lastPiece() {
        lastPiece = true;
    }

    synchronized void clientLeft() {
        if (!lastPiece) {
            end(Outcome.ABORTED);
        }
    }

    synchronized void end(Outcome how) {
        if (outcome == Outcome.IN_PROGRESS) {
            endedAt = System.nanoTime();
            outcome = how;
            ended.countDown();
        }
    }

    boolean endsWithin(Duration limit) {
        try {
            return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private long await(Outcome wanted, Duration limit) {
        boolean over = endsWithin(limit);
        if (outcome != wanted) {
            String when = over ? "" : " after " + limit;
            throw new AssertionError(this + " should be " + wanted + when);
        }
        return endedAt;
    }

    @Override
    public String toString() {
        return method
                + " "
                + target
                + " ["
                + outcome
                + ", "
                + framesWritten
                + " frames, "
                + bytesWritten
                + " bytes written]";
    }
}
