// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// How many calls are in flight on this node and how much memory their bodies take, and no more
/// than that.
final class Gate {
    private final int callLimit;
    private final long memoryLimit;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong bodyMemory = new AtomicLong();

    /// @param memoryLimit in bytes
    Gate(int callLimit, long memoryLimit) {
        this.callLimit = callLimit;
        this.memoryLimit = memoryLimit;
    }

    boolean enter() {
        if (inFlight.incrementAndGet() > callLimit) {
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

    /// Whether there was room for that many bytes more of a body.
    boolean take(long bytes) {
        if (bodyMemory.addAndGet(bytes) > memoryLimit) {
            bodyMemory.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void release(long bytes) {
        bodyMemory.addAndGet(-bytes);
    }

    long bodyMemory() {
        return bodyMemory.get();
    }
}
