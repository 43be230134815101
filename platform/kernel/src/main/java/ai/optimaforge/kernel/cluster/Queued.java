// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A thread for what Hazelcast does only while one waits, with a queue that has an end: what
/// finds it full is refused by a [java.util.concurrent.RejectedExecutionException].
final class Queued implements Executor {
    private final ThreadPoolExecutor executor;

    Queued(String name, int most) {
        this.executor =
                new ThreadPoolExecutor(
                        1,
                        1,
                        10,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(most),
                        Thread.ofPlatform().daemon().name(name).factory());
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    int waiting() {
        return executor.getQueue().size();
    }

    void close() {
        executor.shutdownNow();
    }
}
