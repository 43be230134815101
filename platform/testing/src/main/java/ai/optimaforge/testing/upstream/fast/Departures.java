// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.fast;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The calls that were left unanswered, and the clients that left, handed from the event loop to
/// those who wait for them.
final class Departures implements FastConnection.Observer {
    private static final int REMEMBERED = 10_000;

    private final BlockingQueue<Long> stalls = new LinkedBlockingQueue<>(REMEMBERED);
    private final BlockingQueue<Long> aborts = new LinkedBlockingQueue<>(REMEMBERED);

    @Override
    public void stalls() {
        remember(stalls, System.nanoTime());
    }

    @Override
    public void left(long nanoTime) {
        remember(aborts, nanoTime);
    }

    void forget() {
        stalls.clear();
        aborts.clear();
    }

    void awaitStall(Duration limit) {
        poll(stalls, limit, "no call stalled");
    }

    long awaitAbort(Duration limit) {
        return poll(aborts, limit, "no client left");
    }

    private static void remember(BlockingQueue<Long> queue, long nanoTime) {
        while (!queue.offer(nanoTime)) {
            queue.poll();
        }
    }

    private static long poll(BlockingQueue<Long> queue, Duration limit, String failure) {
        try {
            Long at = queue.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (at == null) {
                throw new AssertionError(failure + " within " + limit);
            }
            return at;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
