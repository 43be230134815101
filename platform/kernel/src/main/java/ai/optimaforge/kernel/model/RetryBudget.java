// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// How many calls of an instance may be tried there once more, so that an outage is not
/// multiplied: a tenth of its calls in ten seconds, and ten in any case.
final class RetryBudget {
    private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int LEAST = 10;
    private static final int CALLS_PER_RETRY = 10;

    private final AtomicLong windowStart = new AtomicLong(System.nanoTime());
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger retries = new AtomicInteger();
    // what the window before had stands for the beginning of this one
    private volatile int callsBefore;

    void called() {
        calls.incrementAndGet();
    }

    /// Takes one retry out of the budget; whether there was one.
    boolean take() {
        long now = System.nanoTime();
        long start = windowStart.get();
        if (now - start > WINDOW_NANOS && windowStart.compareAndSet(start, now)) {
            callsBefore = now - start > 2 * WINDOW_NANOS ? 0 : calls.get();
            calls.set(0);
            retries.set(0);
        }
        int most = Math.max(LEAST, Math.max(calls.get(), callsBefore) / CALLS_PER_RETRY);
        if (retries.incrementAndGet() <= most) {
            return true;
        }
        retries.decrementAndGet();
        return false;
    }
}
