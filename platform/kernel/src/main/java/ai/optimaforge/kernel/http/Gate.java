// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import java.util.concurrent.atomic.AtomicInteger;

/// How many calls are in flight on this node, and no more than that.
final class Gate {
    private final int limit;
    private final AtomicInteger inFlight = new AtomicInteger();

    Gate(int limit) {
        this.limit = limit;
    }

    boolean enter() {
        if (inFlight.incrementAndGet() > limit) {
            inFlight.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        inFlight.decrementAndGet();
    }

    int inFlight() {
        return inFlight.get();
    }
}
