// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import ai.optimaforge.spi.model.UpstreamException;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

import org.junit.jupiter.api.Assertions;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// One event loop on which a test makes its calls, as the kernel makes them. What it waits for it
/// waits for 10 s at most.
///
/// ```java
/// try (EventLoop loop = new EventLoop()) {
///     ChatAnswer answer = loop.call(() -> provider.chat(request, new TestCall()));
/// }
/// ```
public final class EventLoop implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context context = vertx.getOrCreateContext();

    /// A loop of its own Vert.x.
    public EventLoop() {}

    /// The Vert.x whose only loop this is.
    public Vertx vertx() {
        return vertx;
    }

    /// Starts work on the loop, and does not wait.
    public <T> Future<T> start(Supplier<Future<T>> work) {
        Promise<T> result = Promise.promise();
        context.runOnContext(
                go -> {
                    try {
                        work.get().onComplete(result);
                    } catch (RuntimeException e) {
                        result.fail(e);
                    }
                });
        return result.future();
    }

    /// Runs work on the loop, and waits for it.
    public void run(Runnable work) {
        await(
                start(
                        () -> {
                            work.run();
                            return Future.succeededFuture();
                        }));
    }

    /// Starts work on the loop, and waits for what it gives.
    ///
    /// @throws CompletionException with its failure
    public <T> T call(Supplier<Future<T>> work) {
        return await(start(work));
    }

    /// Starts work on the loop that must fail as an upstream does, and waits for the failure.
    public UpstreamException failure(Supplier<Future<?>> work) {
        return failureOf(start(() -> work.get().mapEmpty()));
    }

    /// Waits for a value.
    ///
    /// @throws CompletionException with its failure
    /// @throws AssertionError if nothing comes in time
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no result within 10 s", e);
        }
    }

    /// Waits for a failure of an upstream.
    ///
    /// @throws AssertionError if there is none, or another
    public static UpstreamException failureOf(Future<?> future) {
        CompletionException thrown =
                Assertions.assertThrows(CompletionException.class, () -> await(future));
        return Assertions.assertInstanceOf(UpstreamException.class, thrown.getCause());
    }

    /// Ends the loop.
    @Override
    public void close() {
        await(vertx.close());
    }
}
