// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

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

/// One event loop on which a test makes its calls.
final class EventLoop implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context context = vertx.getOrCreateContext();

    Vertx vertx() {
        return vertx;
    }

    <T> Future<T> start(Supplier<Future<T>> work) {
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

    void run(Runnable work) {
        await(
                start(
                        () -> {
                            work.run();
                            return Future.succeededFuture();
                        }));
    }

    <T> T call(Supplier<Future<T>> work) {
        return await(start(work));
    }

    UpstreamException failure(Supplier<Future<?>> work) {
        return failureOf(start(() -> work.get().mapEmpty()));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no result within 10 s", e);
        }
    }

    static UpstreamException failureOf(Future<?> future) {
        CompletionException thrown =
                Assertions.assertThrows(CompletionException.class, () -> await(future));
        return Assertions.assertInstanceOf(UpstreamException.class, thrown.getCause());
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
