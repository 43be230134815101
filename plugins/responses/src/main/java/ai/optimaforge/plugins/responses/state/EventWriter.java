// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The events of one response on their way into the log. Thread-safe.
final class EventWriter {
    /// How large a batch becomes, in bytes.
    private static final int BATCH = 256 * 1024;

    /// How much of one response may wait, in bytes.
    static final int MOST_WAITING = 8 * 1024 * 1024;

    /// How much may be kept with the response itself, in bytes.
    private static final int MOST_IN_TAIL = 64 * 1024;

    /// From where on its producer should wait, in bytes.
    private static final int MANY_WAITING = 1024 * 1024;

    /// How long a producer waits. Then it goes on, and nothing more is kept.
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String response;
    private final EventLog log;
    private final Deque<Buffer> waiting = new ArrayDeque<>();
    private final List<Promise<Void>> flushes = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>(1);
    private long heldSince;
    private long first;
    private int bytes;
    private int underWay;
    private boolean again;
    private boolean over;

    EventWriter(String response, long first, EventLog log) {
        this.response = response;
        this.first = first;
        this.log = log;
    }

    /// Some events, in their order.
    final class Batch {
        private final long from;
        private final List<Buffer> frames;
        private final int size;
        private final boolean again;

        private Batch(long from, List<Buffer> frames, int size, boolean again) {
            this.from = from;
            this.frames = frames;
            this.size = size;
            this.again = again;
        }

        String response() {
            return response;
        }

        long first() {
            return from;
        }

        /// What of a document holds them.
        JsonObject body() {
            return new JsonObject().put("frames", text(frames, size));
        }

        /// Whether it may be in the log already: it was tried before, and nobody was told how that
        /// ended.
        boolean mayBeThere() {
            return again;
        }

        void written() {
            EventWriter.this.written(this);
        }

        /// Another, who made the response before, has come first.
        void refused(Throwable conflict) {
            log.cut();
            drop();
            failed(conflict);
        }

        void failed(Throwable failure) {
            EventWriter.this.failed(this, failure);
        }
    }

    /// Adds an event. One that is in the log already is left out; after one that is missing
    /// nothing is kept.
    void add(long sequence, Buffer frame) {
        synchronized (this) {
            long next = first + waiting.size();
            if (over || sequence < next) {
                return;
            }
            if (sequence > next
                    || bytes + frame.length() > MOST_WAITING
                    || !log.take(frame.length())) {
                log.cut();
                drop();
                return;
            }
            waiting.add(frame);
            bytes += frame.length();
        }
        log.add(this);
    }

    /// Whether who adds events should wait, for this response's sake or the node's.
    synchronized boolean isFull() {
        return !over && (bytes > MANY_WAITING || (bytes > 0 && log.isCrowded()));
    }

    /// Runs an action once, on any thread, when it need not wait any more: enough has been
    /// written, or nothing more is kept.
    void onDrain(Runnable action) {
        synchronized (this) {
            if (isFull()) {
                heldSince = held.isEmpty() ? System.nanoTime() : heldSince;
                held.add(action);
                log.hold(this);
                return;
            }
        }
        action.run();
    }

    /// Keeps nothing more if somebody has waited for too long.
    synchronized void endPatience() {
        if (!held.isEmpty() && System.nanoTime() - heldSince > PATIENCE.toNanos()) {
            log.cut();
            drop();
        }
    }

    private void letGo() {
        log.letGo(this);
        held.forEach(Runnable::run);
        held.clear();
    }

    /// Nothing more is kept, and what waits is dropped.
    synchronized void drop() {
        over = true;
        letGo();
        log.give(bytes - underWay);
        bytes = underWay;
        waiting.clear();
        if (underWay == 0) {
            flushes.forEach(Promise::complete);
            flushes.clear();
        }
    }

    private static String text(Collection<Buffer> frames, int size) {
        Buffer all = Buffer.buffer(size);
        frames.forEach(all::appendBuffer);
        return all.toString();
    }

    /// What waits, if that is little and nothing is on its way: it need not be written by itself
    /// then. After that nothing more is kept.
    ///
    /// @return empty if it has to be written
    synchronized Optional<Tail> tail() {
        if (over || underWay > 0 || bytes > MOST_IN_TAIL) {
            return Optional.empty();
        }
        Tail tail = new Tail(first, text(waiting, bytes));
        drop();
        return Optional.of(tail);
    }

    /// Completes on the caller's event loop when all that was added has been written; fails if
    /// that can't be done now.
    Future<Void> flush() {
        Context loop = requireNonNull(Vertx.currentContext(), "not on an event loop");
        Promise<Void> flushed = Promise.promise();
        synchronized (this) {
            if (bytes == 0) {
                return Future.succeededFuture();
            }
            flushes.add(flushed);
        }
        log.write(this);
        Promise<Void> here = Promise.promise();
        flushed.future().onComplete(done -> loop.runOnContext(now -> here.handle(done)));
        return here.future();
    }

    /// The next batch; empty if there is none, or one is on its way.
    synchronized Optional<Batch> next() {
        if (underWay > 0 || waiting.isEmpty()) {
            return Optional.empty();
        }
        List<Buffer> frames = new ArrayList<>();
        int size = 0;
        while (!waiting.isEmpty() && size < BATCH) {
            Buffer frame = waiting.poll();
            frames.add(frame);
            size += frame.length();
        }
        Batch batch = new Batch(first, frames, size, again);
        again = false;
        first += frames.size();
        underWay = size;
        return Optional.of(batch);
    }

    private void written(Batch batch) {
        boolean more;
        boolean ending;
        List<Promise<Void>> flushed = List.of();
        synchronized (this) {
            underWay = 0;
            bytes -= batch.size;
            more = !waiting.isEmpty();
            ending = !flushes.isEmpty();
            if (bytes <= MANY_WAITING / 2) {
                letGo();
            }
            if (!more) {
                flushed = List.copyOf(flushes);
                flushes.clear();
            }
        }
        log.give(batch.size);
        if (more && ending) {
            log.write(this);
        } else if (more) {
            log.add(this);
        }
        flushed.forEach(Promise::complete);
    }

    /// It is tried again, unless somebody waits for it: who does is told.
    private void failed(Batch batch, Throwable failure) {
        List<Promise<Void>> flushed;
        synchronized (this) {
            underWay = 0;
            if (!over) {
                again = true;
                first = batch.from;
                batch.frames.reversed().forEach(waiting::addFirst);
            } else {
                bytes -= batch.size;
                log.give(batch.size);
            }
            flushed = List.copyOf(flushes);
            flushes.clear();
        }
        if (!flushed.isEmpty()) {
            drop();
        } else {
            log.add(this);
        }
        flushed.forEach(flush -> flush.fail(failure));
    }
}
