// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.vertx.core.Future;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;

/// The callers that were seen, so that a call of one costs no look-up. What is old is read again
/// behind the call that finds it so, and stays as long as the store is away. Keys that are
/// nobody's are remembered too, apart, so that guessing pushes nobody out.
///
/// @param <K> what a caller is looked up by
final class KnownCallers<K> {
    private static final Future<Optional<Identity>> NOBODY =
            Future.succeededFuture(Optional.empty());
    private static final Duration STRANGER_FOR = Duration.ofSeconds(30);
    private static final int STRANGERS = 10_000;
    private static final int MOST_LOADS = 64;

    private final Function<K, Future<Optional<Identity>>> load;
    private final long refreshNanos;
    private final Cache<K, Known> known;
    private final Cache<K, Boolean> strangers =
            Caffeine.newBuilder().maximumSize(STRANGERS).expireAfterWrite(STRANGER_FOR).build();
    private final AtomicInteger loading = new AtomicInteger();

    /// Counts the changes: what was read before one must not be kept after it.
    private final AtomicLong changes = new AtomicLong();

    private static final class Known {
        private final Identity identity;
        private final Future<Optional<Identity>> answer;
        private final AtomicLong refreshAt;

        Known(Identity identity, long refreshAt) {
            this.identity = identity;
            this.answer = Future.succeededFuture(Optional.of(identity));
            this.refreshAt = new AtomicLong(refreshAt);
        }
    }

    /// @param load reads the caller of a key from the store
    KnownCallers(int size, Duration refresh, Function<K, Future<Optional<Identity>>> load) {
        this.load = load;
        this.refreshNanos = refresh.toNanos();
        // its upkeep is less than waking another thread for it
        this.known = Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
    }

    Future<Optional<Identity>> find(K hash) {
        Known found = known.getIfPresent(hash);
        if (found != null) {
            refreshIfOld(hash, found);
            return found.answer;
        }
        if (strangers.getIfPresent(hash) != null) {
            return NOBODY;
        }
        return load(hash);
    }

    private void refreshIfOld(K hash, Known found) {
        long due = found.refreshAt.get();
        long now = System.nanoTime();
        if (now - due >= 0 && found.refreshAt.compareAndSet(due, now + refreshNanos)) {
            load(hash);
        }
    }

    private Future<Optional<Identity>> load(K hash) {
        if (loading.incrementAndGet() > MOST_LOADS) {
            loading.decrementAndGet();
            return Future.failedFuture(
                    new ForgeException(
                                    CommonError.OVERLOADED,
                                    "As many keys as this node takes are looked up now.")
                            .withRetryAfter(Duration.ofSeconds(1)));
        }
        long before = changes.get();
        return load.apply(hash)
                .onComplete(done -> loading.decrementAndGet())
                .onSuccess(
                        found -> {
                            if (changes.get() == before) {
                                keep(hash, found);
                            }
                        });
    }

    private void keep(K hash, Optional<Identity> found) {
        if (found.isPresent()) {
            known.put(hash, new Known(found.get(), System.nanoTime() + refreshNanos));
        } else {
            known.invalidate(hash);
            strangers.put(hash, true);
        }
    }

    /// Forgets those to whom something happened.
    void forget(Predicate<Identity> changed) {
        changes.incrementAndGet();
        known.asMap().values().removeIf(caller -> changed.test(caller.identity));
    }

    long size() {
        return known.estimatedSize();
    }
}
