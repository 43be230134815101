// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.stream;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Handler;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/// A stream into which a producer pushes. While the reader asks for items they are handed on at
/// once; what arrives while it is paused waits here, and the producer is told to pause. The wait
/// is as long as what the producer had under way: one network read, for an upstream.
///
/// Not thread-safe: producer and reader work on the same event loop, the call's.
///
/// @param <T> the items
public final class PushStream<T> implements CancellableStream<T> {
    private final Producer producer;
    private final Deque<T> waiting = new ArrayDeque<>(4);
    private long demand;
    private boolean producing;
    private boolean draining;
    private boolean finished;
    private boolean closed;
    private @Nullable Throwable failure;
    private @Nullable Handler<T> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;

    /// A stream that is paused, with the producer that fills it.
    public PushStream(Producer producer) {
        this.producer = requireNonNull(producer, "producer is null");
    }

    /// What a stream asks of its producer, on the event loop of the stream.
    public interface Producer {
        /// Stop pushing, but for what is under way.
        void pause();

        /// Push again. The first call starts the producer.
        void resume();

        /// Abort: nothing that is pushed from now on is read.
        void cancel();

        /// A producer that has its items from another stream, and passes all that is asked of it
        /// on to that stream.
        static Producer from(CancellableStream<?> source) {
            requireNonNull(source, "source is null");
            return new Producer() {
                @Override
                public void pause() {
                    source.pause();
                }

                @Override
                public void resume() {
                    source.resume();
                }

                @Override
                public void cancel() {
                    source.cancel();
                }
            };
        }
    }

    /// Hands an item to the reader, or keeps it until the reader asks. Ignored once the stream
    /// has ended.
    public void push(T item) {
        if (finished || closed) {
            return;
        }
        waiting.add(requireNonNull(item, "item is null"));
        drain();
    }

    /// Ends the stream, after what still waits.
    public void end() {
        finished = true;
        drain();
    }

    /// Fails the stream, after what still waits. Ignored once the stream has ended.
    public void fail(Throwable cause) {
        if (!finished) {
            failure = requireNonNull(cause, "cause is null");
            end();
        }
    }

    /// Whether the producer has ended or failed the stream, or the reader has given it up. What
    /// still waits may yet be read.
    public boolean isEnded() {
        return finished;
    }

    /// Whether the stream has been given up, has ended or has failed, and its reader knows.
    public boolean isClosed() {
        return closed;
    }

    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            handOn();
        } finally {
            // also if the reader's handler throws: what is pushed next must not be stuck
            draining = false;
        }
        if (finished && !closed && waiting.isEmpty() && demand > 0) {
            close();
        } else if (!finished && !closed) {
            steer();
        }
    }

    private void handOn() {
        while (!closed && demand > 0 && !waiting.isEmpty()) {
            if (demand != Long.MAX_VALUE) {
                demand--;
            }
            T item = waiting.poll();
            if (handler != null) {
                handler.handle(item);
            }
        }
    }

    private void steer() {
        boolean wanted = demand > 0;
        if (wanted != producing) {
            producing = wanted;
            if (wanted) {
                producer.resume();
            } else {
                producer.pause();
            }
        }
    }

    private void close() {
        closed = true;
        if (failure == null) {
            if (endHandler != null) {
                endHandler.handle(null);
            }
        } else if (exceptionHandler != null) {
            exceptionHandler.handle(failure);
        }
    }

    @Override
    public void cancel() {
        if (closed) {
            return;
        }
        closed = true;
        waiting.clear();
        if (!finished) {
            finished = true;
            producer.cancel();
        }
    }

    @Override
    public PushStream<T> pause() {
        demand = 0;
        if (!draining && !finished && !closed) {
            steer();
        }
        return this;
    }

    @Override
    public PushStream<T> resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public PushStream<T> fetch(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("amount must not be negative: " + amount);
        }
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        drain();
        return this;
    }

    @Override
    public PushStream<T> handler(@Nullable Handler<T> itemHandler) {
        this.handler = itemHandler;
        return this;
    }

    @Override
    public PushStream<T> endHandler(@Nullable Handler<Void> handler) {
        this.endHandler = handler;
        return this;
    }

    @Override
    public PushStream<T> exceptionHandler(@Nullable Handler<Throwable> handler) {
        this.exceptionHandler = handler;
        return this;
    }
}
