// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.util.function.UnaryOperator;

/// The wait for the first item of a stream: until it is there, the stream can fail as if it had
/// not begun, and another be tried. A stream that takes long begins all the same, so that its
/// client is kept alive.
///
/// @param <T> the items
final class FirstItem<T> {
    private final PushStream<T> stream;
    private final ModelServices services;
    private final Promise<CancellableStream<T>> begun = Promise.promise();
    private final long timer;

    FirstItem(PushStream<T> stream, ModelServices services) {
        this.stream = stream;
        this.services = services;
        this.timer = services.afterFirstChunkWait(() -> begun.tryComplete(stream));
    }

    /// An item, or the end; whether it was the first.
    boolean came() {
        boolean first = begun.tryComplete(stream);
        if (first) {
            services.forget(timer);
        }
        return first;
    }

    /// The stream has failed.
    ///
    /// @param toldAs what its reader is told if the stream has begun
    void failed(Throwable failure, UnaryOperator<Throwable> toldAs) {
        if (begun.tryFail(failure)) {
            services.forget(timer);
        } else {
            stream.fail(toldAs.apply(failure));
        }
    }

    Future<CancellableStream<T>> future() {
        return begun.future();
    }
}
