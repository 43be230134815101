// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waits for what shall become so.
public final class Waiting {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Waiting() {}

    /// Asks again and again until an answer will do, and gives it.
    ///
    /// @throws AssertionError with the last answer, if none does in time
    public static <T> T until(Duration patience, Supplier<T> ask, Predicate<T> willDo) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            T answer = ask.get();
            if (willDo.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + patience + ": " + answer);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
