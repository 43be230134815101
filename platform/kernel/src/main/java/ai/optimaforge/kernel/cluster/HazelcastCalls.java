// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
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
        CompletionStage<T> stage =
                waiting.incrementAndGet() > MOST
                        ? CompletableFuture.failedFuture(
                                new IllegalStateException(MOST + " calls are under way"))
                        : invoke(invocation);
        // counted until Hazelcast has let go of it, whether or not anybody waits for it still
        var _ = stage.whenComplete((value, failure) -> waiting.decrementAndGet());
        return Future.fromCompletionStage(stage, caller)
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(unavailable(failure)));
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
