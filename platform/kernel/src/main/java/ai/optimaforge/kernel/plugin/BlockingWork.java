// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// The blocking tasks of one plugin: each on a virtual thread, so many at a time, as many again
/// waiting.
final class BlockingWork {
    private final String plugin;
    private final int limit;
    private final Semaphore running;
    private final AtomicInteger admitted = new AtomicInteger();
    private final ExecutorService executor;

    BlockingWork(String plugin, int limit) {
        this.plugin = plugin;
        this.limit = limit;
        this.running = new Semaphore(limit);
        this.executor =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("plugin-" + plugin + "-", 0).factory());
    }

    <T> Future<T> submit(Callable<T> work) {
        if (admitted.incrementAndGet() > 2 * limit) {
            admitted.decrementAndGet();
            return Future.failedFuture(
                    new ForgeException(
                            CommonError.OVERLOADED,
                            "As many tasks of plugin " + plugin + " as may wait do."));
        }
        Context caller = Vertx.currentContext();
        Promise<T> result = Promise.promise();
        executor.execute(() -> run(work, caller, result));
        return result.future();
    }

    int admitted() {
        return admitted.get();
    }

    void close() {
        executor.shutdownNow();
    }

    private <T> void run(Callable<T> work, @Nullable Context caller, Promise<T> result) {
        Runnable outcome = outcome(work, result);
        admitted.decrementAndGet();
        if (caller == null) {
            outcome.run();
        } else {
            caller.runOnContext(back -> outcome.run());
        }
    }

    private <T> Runnable outcome(Callable<T> work, Promise<T> result) {
        try {
            running.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return () -> result.tryFail(e);
        }
        try {
            T value = work.call();
            return () -> result.tryComplete(value);
        } catch (Exception | Error e) {
            return () -> result.tryFail(e);
        } finally {
            running.release();
        }
    }
}
