// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import io.vertx.core.Future;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// What a test waits for, and for how long.
final class Waiting {
    private static final long MOST_SECONDS = 20;

    private Waiting() {}

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            return fail(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            return fail(e);
        }
    }

    static ForgeException failure(CommonError code, Future<?> future) {
        RuntimeException failure = assertThrows(RuntimeException.class, () -> await(future));
        ForgeException told = assertInstanceOf(ForgeException.class, failure);
        if (told.errorCode() != code) {
            fail(told);
        }
        return told;
    }

    /// Looks again and again, until a deadline.
    static void until(BooleanSupplier holds, Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("did not come true within " + most);
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
