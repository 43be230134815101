// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.stream;

import io.vertx.core.Handler;
import io.vertx.core.streams.ReadStream;

import org.jspecify.annotations.Nullable;

/// A stream that its reader can also give up.
///
/// It is handed over paused: the reader sets its handlers, then calls [#resume()] or
/// [#fetch(long)]. Items, the end and a failure arrive on the call's event loop; after the end or
/// the one failure nothing follows. Pausing reaches back to the source: what is not read is not
/// produced, but for what is already on its way.
///
/// @param <T> the items
public interface CancellableStream<T> extends ReadStream<T> {
    /// Gives the stream up: its source is aborted at once and nothing more arrives. Does nothing
    /// after the end or a second time.
    void cancel();

    @Override
    CancellableStream<T> exceptionHandler(@Nullable Handler<Throwable> handler);

    @Override
    CancellableStream<T> handler(@Nullable Handler<T> handler);

    @Override
    CancellableStream<T> endHandler(@Nullable Handler<Void> handler);

    @Override
    CancellableStream<T> pause();

    @Override
    CancellableStream<T> resume();

    @Override
    CancellableStream<T> fetch(long amount);
}
