// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A stream being read, on its event loop.
final class Reading<T> {
    private final List<T> items = new CopyOnWriteArrayList<>();
    private final Promise<List<T>> end = Promise.promise();

    Reading(CancellableStream<T> stream) {
        stream.handler(items::add)
                .exceptionHandler(end::fail)
                .endHandler(ended -> end.complete(List.copyOf(items)));
    }

    static <T> Future<List<T>> all(CancellableStream<T> stream) {
        return started(stream).end();
    }

    static <T> Reading<T> started(CancellableStream<T> stream) {
        Reading<T> reading = new Reading<>(stream);
        stream.resume();
        return reading;
    }

    /// Reads like one who takes an item only when it is done with the last.
    static <T> Future<List<T>> oneByOne(CancellableStream<T> stream) {
        Reading<T> reading = new Reading<>(stream);
        stream.handler(
                item -> {
                    reading.items.add(item);
                    Vertx.currentContext().owner().setTimer(5, fired -> stream.fetch(1));
                });
        stream.fetch(1);
        return reading.end();
    }

    List<T> items() {
        return items;
    }

    Future<List<T>> end() {
        return end.future();
    }
}
