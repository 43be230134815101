// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.local;

import ai.optimaforge.spi.Meters;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;

import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The calls that are embedded or wait for it, and the threads that do it. The model is loaded by
/// the first of them; without calls there are no threads.
///
/// Thread-safe.
final class EmbeddingQueue {
    private static final Logger log = LoggerFactory.getLogger(EmbeddingQueue.class);
    private static final int OVERLOADED = 529;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final long IDLE_SECONDS = 60;

    private final int limit;
    private final AtomicInteger admitted = new AtomicInteger();
    private final AtomicInteger inFlight;
    private final Meters.Counter refused;
    private final Promise<Void> ended = Promise.promise();
    private final Workers workers;
    private volatile boolean closed;
    private @Nullable MiniLm model;

    /// @param inFlight counts the calls of all instances
    EmbeddingQueue(LocalConfig config, AtomicInteger inFlight, Meters.Counter refused) {
        this.limit = config.queueLimit();
        this.inFlight = inFlight;
        this.refused = refused;
        this.workers = new Workers(config.threads());
    }

    private final class Workers extends ThreadPoolExecutor {
        Workers(int threads) {
            // as long as calls are admitted: the limit is theirs
            super(
                    threads,
                    threads,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofPlatform().name("forge-local-", 0).daemon().factory());
            allowCoreThreadTimeOut(true);
        }

        @Override
        protected void terminated() {
            unload();
            ended.complete();
        }
    }

    /// Takes a job, which is told its outcome later.
    ///
    /// @throws UpstreamException if there are too many
    void add(EmbeddingJob job) {
        if (closed) {
            throw givenUp();
        }
        if (admitted.incrementAndGet() > limit) {
            admitted.decrementAndGet();
            refused.increment();
            throw UpstreamException.answered(
                            OVERLOADED, "as many calls as may wait (" + limit + ") do")
                    .withRetryAfter(SOON);
        }
        inFlight.incrementAndGet();
        enqueue(job);
    }

    private void enqueue(EmbeddingJob job) {
        try {
            workers.execute(() -> step(job));
        } catch (RejectedExecutionException _) {
            release();
            job.fail(givenUp());
        }
    }

    private void step(EmbeddingJob job) {
        try {
            if (closed || job.isCancelled()) {
                release();
                job.fail(givenUp());
            } else if (job.step(model(), () -> closed)) {
                release();
                job.done();
            } else {
                enqueue(job);
            }
        } catch (LocalModelException | RuntimeException | LinkageError e) {
            log.error("the local model failed", e);
            release();
            job.fail(UpstreamException.of(Failure.UNREACHABLE, "the local model does not run"));
        }
    }

    /// Before the outcome is told: who hears it may call again.
    private void release() {
        admitted.decrementAndGet();
        inFlight.decrementAndGet();
    }

    private static UpstreamException givenUp() {
        return UpstreamException.of(Failure.HUNG_UP, "the instance or the call was given up");
    }

    private synchronized MiniLm model() throws LocalModelException {
        MiniLm loaded = model;
        if (loaded == null) {
            long start = System.nanoTime();
            loaded = MiniLm.load();
            model = loaded;
            log.info(
                    "loaded {} in {} ms",
                    LocalProvider.MODEL,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
        return loaded;
    }

    private synchronized void unload() {
        if (model != null) {
            model.close();
            model = null;
        }
    }

    /// Gives up the model and the threads once the text that runs now has run. All calls fail.
    Future<Void> close() {
        closed = true;
        workers.shutdown();
        return ended.future();
    }
}
