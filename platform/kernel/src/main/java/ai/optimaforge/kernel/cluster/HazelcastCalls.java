// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Calls of the cluster, on their way there and back to the caller's event loop: so many at a
/// time, each for so long.
final class HazelcastCalls {
    private static final int MOST = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final ClusterMeters meters;
    private final AtomicInteger waiting = new AtomicInteger();

    HazelcastCalls(Vertx vertx, ClusterMeters meters) {
        this.vertx = vertx;
        this.meters = meters;
        meters.operations(waiting::get);
    }

    /// @param invocation whose stage may be completed on any thread
    <T> Future<T> call(Supplier<CompletionStage<T>> invocation) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> result = Promise.promise();
        long timer =
                vertx.setTimer(
                        PATIENCE.toMillis(),
                        over -> result.tryFail(unavailable(new TimeoutException())));
        CompletionStage<T> stage =
                waiting.incrementAndGet() > MOST
                        ? CompletableFuture.failedFuture(
                                new IllegalStateException(MOST + " calls are under way"))
                        : invoke(invocation);
        // with an executor that is none: Hazelcast would give what is so short to another thread
        var _ =
                stage.whenCompleteAsync(
                        (value, failure) -> {
                            waiting.decrementAndGet();
                            caller.runOnContext(
                                    back -> {
                                        vertx.cancelTimer(timer);
                                        settle(result, value, failure);
                                    });
                        },
                        Runnable::run);
        return result.future();
    }

    private <T> void settle(Promise<T> result, T value, @Nullable Throwable failure) {
        if (failure == null) {
            result.tryComplete(value);
        } else {
            result.tryFail(unavailable(failure));
        }
    }

    private static <T> CompletionStage<T> invoke(Supplier<CompletionStage<T>> invocation) {
        try {
            return invocation.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private ForgeException unavailable(Throwable failure) {
        meters.failed().increment();
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return new ForgeException(
                        CommonError.CACHE_UNAVAILABLE,
                        "The cluster's cache does not answer at the moment.",
                        cause)
                .withRetryAfter(TRY_AGAIN);
    }
}
