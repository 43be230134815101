// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A stream that is being read, on its event loop.
///
/// @param <T> the items
public final class Reading<T> {
    private final List<T> items = new CopyOnWriteArrayList<>();
    private final Promise<List<T>> end = Promise.promise();

    /// Sets the handlers; the stream stays paused until it is asked.
    public Reading(CancellableStream<T> stream) {
        stream.handler(items::add)
                .exceptionHandler(end::fail)
                .endHandler(ended -> end.complete(List.copyOf(items)));
    }

    /// Reads a stream to its end as fast as it comes.
    public static <T> Future<List<T>> all(CancellableStream<T> stream) {
        return started(stream).end();
    }

    /// Begins to read a stream as fast as it comes.
    public static <T> Reading<T> started(CancellableStream<T> stream) {
        Reading<T> reading = new Reading<>(stream);
        stream.resume();
        return reading;
    }

    /// Reads like one who takes an item only when it is done with the last.
    public static <T> Future<List<T>> oneByOne(CancellableStream<T> stream) {
        Reading<T> reading = new Reading<>(stream);
        stream.handler(
                item -> {
                    reading.items.add(item);
                    Vertx.currentContext().owner().setTimer(5, fired -> stream.fetch(1));
                });
        stream.fetch(1);
        return reading.end();
    }

    /// What has come so far.
    public List<T> items() {
        return items;
    }

    /// All items, once the stream has ended; fails as the stream does.
    public Future<List<T>> end() {
        return end.future();
    }
}
