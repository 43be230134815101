// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import com.mongodb.MongoTimeoutException;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The way to a server: how much is asked of it at a time, and on which context the answer comes
/// back.
final class Link {
    /// How often what takes too long is looked for.
    private static final Duration EXPIRY = Duration.ofSeconds(1);

    private final Server server;
    private final int maxOperations;
    private final Vertx vertx;
    private final long timer;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean closed;

    /// @param maxOperations how many are under way at most
    Link(Server server, int maxOperations, Vertx vertx, MeterRegistry registry) {
        this.server = server;
        this.maxOperations = maxOperations;
        this.vertx = vertx;
        this.timer = vertx.setPeriodic(EXPIRY.toMillis(), tick -> server.expire());
        Gauge.builder("forge_store_operations", underWay, AtomicInteger::get)
                .description("Operations on the store that are under way")
                .register(registry);
        Gauge.builder("forge_store_up", this, link -> link.problem().isEmpty() ? 1 : 0)
                .description("Whether the store answers")
                .register(registry);
    }

    Server server() {
        return server;
    }

    /// The caller's, on which it gets its results.
    Context context() {
        return vertx.getOrCreateContext();
    }

    /// What is wrong, for the operator; empty if nothing is.
    String problem() {
        return closed ? "the store is closed" : server.problem();
    }

    /// Runs an operation and gives its results back on a context.
    ///
    /// @param collection for the words of a failure
    <T> Future<List<T>> run(Context back, String collection, Operation<T> operation) {
        Optional<Throwable> refusal = enter();
        if (refusal.isPresent()) {
            return Future.failedFuture(refusal.get());
        }
        Promise<List<T>> promise = Promise.promise();
        operation.begin(
                (results, failure) -> {
                    leave();
                    back.runOnContext(
                            here -> {
                                if (failure == null) {
                                    promise.complete(results);
                                } else {
                                    promise.fail(failed(failure, collection));
                                }
                            });
                });
        return promise.future();
    }

    /// One more is about to ask for something. Whoever is let in leaves later.
    ///
    /// @return why it is not let in; empty if it is
    Optional<Throwable> enter() {
        if (closed || server.isAway()) {
            return Optional.of(Failures.away());
        }
        if (underWay.incrementAndGet() > maxOperations) {
            underWay.decrementAndGet();
            return Optional.of(Failures.busy());
        }
        return Optional.empty();
    }

    void leave() {
        underWay.decrementAndGet();
    }

    /// A failure in our own words.
    Throwable failed(Throwable failure, String collection) {
        if (closed) {
            return Failures.away(failure);
        }
        // it is there, but slow, or asked for more than its connections can do
        if (failure instanceof MongoTimeoutException late && problem().isEmpty()) {
            return Failures.late(late);
        }
        return Failures.from(failure, collection);
    }

    /// Gives up what is under way. Blocks for a moment.
    void close() {
        closed = true;
        vertx.cancelTimer(timer);
        server.close();
    }
}
