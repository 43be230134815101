// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// Writes a stream of server-sent events. Frames that came in one read leave in one write; none
/// waits for the next. The head waits for the first frame, so that a failure before it has its
/// own status.
final class EventWriter {
    private static final Buffer KEEP_ALIVE = Buffer.buffer(": keep-alive\n\n");

    private final Exchange exchange;
    private final HttpServerResponse response;
    private final Answer.Events answer;
    private final CancellableStream<Buffer> events;
    private final Context context = Vertx.currentContext();
    private final long keepAliveNanos;
    private final Outcome outcome;
    private final List<Buffer> pending = new ArrayList<>(4);
    private boolean flushing;
    private boolean headWritten;
    private long lastWrite = System.nanoTime();
    private long timer;

    /// What becomes of the stream.
    ///
    /// @param ended the last byte has been written
    /// @param failedEarly it failed before its first byte
    /// @param failedLate it failed after it; answers the last frame
    record Outcome(
            Runnable ended,
            Consumer<Throwable> failedEarly,
            Function<Throwable, Buffer> failedLate) {}

    EventWriter(Exchange exchange, Answer.Events answer, Duration keepAlive, Outcome outcome) {
        this.exchange = exchange;
        this.response = exchange.response();
        this.answer = answer;
        this.events = answer.events();
        this.keepAliveNanos = keepAlive.toNanos();
        this.outcome = outcome;
    }

    void start() {
        exchange.onCancel(this::cancel);
        events.handler(this::write);
        events.endHandler(end -> finish());
        events.exceptionHandler(this::fail);
        keepAliveAfter(keepAliveNanos);
        events.resume();
    }

    /// Ends the stream with a failure of ours; from any thread.
    void stop(ForgeException failure) {
        context.runOnContext(
                now -> {
                    if (!exchange.isOver()) {
                        events.cancel();
                        fail(failure);
                    }
                });
    }

    private void write(Buffer frames) {
        pending.add(frames);
        if (!flushing) {
            flushing = true;
            // after what else this read brings
            context.runOnContext(read -> flush());
        }
    }

    private void flush() {
        flushing = false;
        if (pending.isEmpty() || exchange.isOver()) {
            pending.clear();
            return;
        }
        writeHead();
        lastWrite = System.nanoTime();
        response.write(joined());
        if (response.writeQueueFull()) {
            events.pause();
            response.drainHandler(drained -> events.resume());
        }
    }

    private Buffer joined() {
        Buffer joined = pending.getFirst();
        if (pending.size() > 1) {
            joined = Buffer.buffer(pending.stream().mapToInt(Buffer::length).sum());
            pending.forEach(joined::appendBuffer);
        }
        pending.clear();
        exchange.moved(joined.length());
        return joined;
    }

    private void writeHead() {
        if (!headWritten) {
            headWritten = true;
            response.setChunked(true);
            response.putHeader("content-type", "text/event-stream; charset=utf-8");
            response.putHeader("cache-control", "no-cache");
            response.putHeader("x-accel-buffering", "no");
            answer.headers().forEach(response::putHeader);
        }
    }

    private void finish() {
        stopTimer();
        if (!exchange.isOver()) {
            writeHead();
            // what the call used is noted before its client can know that it is over
            outcome.ended().run();
            if (pending.isEmpty()) {
                response.end();
            } else {
                response.end(joined());
            }
        }
    }

    private void fail(Throwable failure) {
        if (exchange.isOver()) {
            stopTimer();
        } else if (headWritten || !pending.isEmpty()) {
            pending.add(outcome.failedLate().apply(failure));
            finish();
        } else {
            stopTimer();
            outcome.failedEarly().accept(failure);
        }
    }

    private void cancel() {
        stopTimer();
        pending.clear();
        events.cancel();
    }

    private void keepAliveAfter(long nanos) {
        timer = context.owner().setTimer(Math.max(1, nanos / 1_000_000), fired -> keepAlive());
    }

    private void keepAlive() {
        long silent = System.nanoTime() - lastWrite;
        if (silent < keepAliveNanos) {
            keepAliveAfter(keepAliveNanos - silent);
            return;
        }
        if (!response.writeQueueFull()) {
            write(KEEP_ALIVE);
        }
        keepAliveAfter(keepAliveNanos);
    }

    private void stopTimer() {
        context.owner().cancelTimer(timer);
    }
}
