// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit;

import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;

import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// Watches how long an upstream is silent, with one timer that is set again only when it fires: a
/// read costs a look at the clock.
final class Silence {
    /// What is left of an answer that has said all is its end, which comes with it or right after.
    private static final long LINGER_MILLIS = 500;

    private final long firstByteNanos;
    private final long idleNanos;
    private final Consumer<UpstreamException> onTimeout;
    private @Nullable Vertx vertx;
    private long timer;
    private long since;
    private boolean answering;
    private boolean suspended;
    private boolean lingering;

    Silence(UpstreamTimeouts timeouts, Consumer<UpstreamException> onTimeout) {
        this.firstByteNanos = timeouts.firstByte().toNanos();
        this.idleNanos = timeouts.idle().toNanos();
        this.onTimeout = onTimeout;
    }

    /// The request is on its way. On the event loop that will watch.
    void start() {
        vertx = Vertx.currentContext().owner();
        since = System.nanoTime();
        watch(Math.min(firstByteNanos, idleNanos));
    }

    /// Something came.
    void broken() {
        answering = true;
        since = System.nanoTime();
    }

    /// We do not listen: the silence is ours.
    void suspend() {
        suspended = true;
    }

    void resume() {
        suspended = false;
        since = System.nanoTime();
    }

    /// All has been said: only the end of the answer is waited for, so that its connection can be
    /// used again, and not for long, whatever comes.
    void linger() {
        if (vertx != null && !lingering) {
            lingering = true;
            vertx.cancelTimer(timer);
            timer =
                    vertx.setTimer(
                            LINGER_MILLIS,
                            fired ->
                                    onTimeout.accept(
                                            UpstreamException.of(
                                                    Failure.IDLE_TIMEOUT,
                                                    "it did not end after its answer")));
        }
    }

    void stop() {
        if (vertx != null) {
            vertx.cancelTimer(timer);
            vertx = null;
        }
    }

    private void watch(long nanos) {
        if (vertx != null) {
            timer = vertx.setTimer(Math.max(1, nanos / 1_000_000), fired -> check());
        }
    }

    private void check() {
        long limit = answering ? idleNanos : firstByteNanos;
        long left = suspended ? limit : limit - (System.nanoTime() - since);
        if (left > 0) {
            watch(left);
            return;
        }
        long millis = limit / 1_000_000;
        onTimeout.accept(
                answering
                        ? UpstreamException.of(
                                Failure.IDLE_TIMEOUT, "silent for " + millis + " ms in its answer")
                        : UpstreamException.of(
                                Failure.FIRST_BYTE_TIMEOUT, "no answer within " + millis + " ms"));
    }
}
