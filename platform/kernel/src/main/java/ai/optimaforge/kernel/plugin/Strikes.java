// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/// How often something happened of late.
final class Strikes {
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Deque<Long> times = new ArrayDeque<>();
    private final int most;

    /// @param most how many it takes
    Strikes(int most) {
        this.most = most;
    }

    /// It happened again; whether that is as often as it takes.
    boolean again() {
        long now = System.nanoTime();
        times.addLast(now);
        while (now - times.getFirst() > WINDOW_NANOS) {
            times.removeFirst();
        }
        if (times.size() < most) {
            return false;
        }
        times.clear();
        return true;
    }
}
