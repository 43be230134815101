// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Entries in the memory of this process.
final class LocalEntries implements Entries {
    private static final byte[] NOTHING = {};

    private final Steps steps;
    private final Cache<String, Kept> cache;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /// Bytes, and when they go, in [System#nanoTime].
    private record Kept(byte[] bytes, long end) {}

    LocalEntries(Steps steps, int most) {
        this.steps = steps;
        this.cache =
                Caffeine.newBuilder()
                        .maximumSize(most)
                        .expireAfter(Expiry.<String, Kept>writing((key, kept) -> left(kept)))
                        .executor(Runnable::run)
                        .build();
    }

    private static Duration left(Kept kept) {
        return Duration.ofNanos(Math.max(0, kept.end() - System.nanoTime()));
    }

    @Override
    public Future<Optional<byte[]>> get(String key) {
        Kept kept = cache.getIfPresent(key);
        return Future.succeededFuture(Optional.ofNullable(kept).map(Kept::bytes));
    }

    @Override
    public Future<Void> put(String key, byte[] value, Duration ttl) {
        cache.put(key, kept(value, ttl));
        tell(key);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> remove(String key) {
        if (cache.asMap().remove(key) != null) {
            tell(key);
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<byte[]> apply(String key, String step, byte[] argument, Duration ttl) {
        Optional<StepFunction> function = steps.find(step);
        if (function.isEmpty()) {
            throw new IllegalArgumentException("there is no step " + step);
        }
        Applied applied = new Applied(function.get(), argument, ttl);
        try {
            cache.asMap().compute(key, (same, kept) -> applied.to(kept));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        if (applied.changed) {
            tell(key);
        }
        return Future.succeededFuture(applied.answer);
    }

    /// A step, and what came of it.
    private static final class Applied {
        private final StepFunction function;
        private final byte[] argument;
        private final Duration ttl;
        private byte[] answer = NOTHING;
        private boolean changed;

        Applied(StepFunction function, byte[] argument, Duration ttl) {
            this.function = function;
            this.argument = argument;
            this.ttl = ttl;
        }

        @Nullable Kept to(@Nullable Kept kept) {
            byte[] before = kept == null ? NOTHING : kept.bytes();
            StepFunction.Outcome outcome = function.run(before, argument);
            byte[] after = outcome.state();
            answer = outcome.answer();
            changed = outcome.changes(before);
            if (!changed) {
                return kept;
            }
            return after.length == 0 ? null : kept(after, ttl);
        }
    }

    private static Kept kept(byte[] bytes, Duration ttl) {
        return new Kept(bytes, System.nanoTime() + Nanos.of(ttl));
    }

    @Override
    public void onChange(Consumer<String> action) {
        listeners.add(action);
    }

    /// Keeps so many from now on.
    void keep(int most) {
        cache.policy().eviction().ifPresent(eviction -> eviction.setMaximum(most));
    }

    long size() {
        return cache.estimatedSize();
    }

    private void tell(String key) {
        listeners.forEach(listener -> listener.accept(key));
    }
}
