// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.Registration;
import ai.optimaforge.spi.cache.CacheRegion;
import ai.optimaforge.spi.cache.RegionSpec;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// A region, made of three kinds of entries: values, counters and locks.
final class Region implements CacheRegion {
    private static final int LONGEST_KEY = 512;
    private static final int LARGEST_VALUE = 1024 * 1024;

    private final String name;
    private final Grid grid;
    private final RegionSpec spec;
    private final Audience audience;
    private final Listeners<String> changes;
    private final Leases leases;

    Region(String name, Grid grid, RegionSpec spec, Audience audience, Listeners<String> changes) {
        this.name = name;
        this.grid = grid;
        this.spec = spec;
        this.audience = audience;
        this.changes = changes;
        this.leases = new Leases(spec.maxEntries());
    }

    @Override
    public Future<Optional<Buffer>> get(String key) {
        return values().get(checked(key)).map(value -> value.map(RegionSteps::content));
    }

    @Override
    public Future<Void> put(String key, Buffer value) {
        return put(key, value, spec.ttl());
    }

    @Override
    public Future<Void> put(String key, Buffer value, Duration ttl) {
        if (!ttl.isPositive()) {
            throw new IllegalArgumentException("ttl must be positive, not " + ttl);
        }
        Duration shorter = ttl.compareTo(spec.ttl()) < 0 ? ttl : spec.ttl();
        return values().put(checked(key), entry(value), shorter);
    }

    @Override
    public Future<Boolean> putIfAbsent(String key, Buffer value) {
        return values().apply(checked(key), RegionSteps.PUT_IF_ABSENT, entry(value), spec.ttl())
                .map(RegionSteps::isYes);
    }

    @Override
    public Future<Boolean> compareAndSet(String key, Buffer expected, Buffer replacement) {
        byte[] argument = RegionSteps.expectation(entry(expected), entry(replacement));
        return values().apply(checked(key), RegionSteps.COMPARE_AND_SET, argument, spec.ttl())
                .map(RegionSteps::isYes);
    }

    @Override
    public Future<Void> remove(String key) {
        return values().remove(checked(key));
    }

    @Override
    public Future<Long> add(String key, long amount) {
        return grid.entries(name + ":counters", spec.maxEntries())
                .apply(checked(key), RegionSteps.ADD, RegionSteps.number(amount), spec.ttl())
                .map(RegionSteps::number);
    }

    @Override
    public Future<Optional<Registration>> tryLock(String key, Duration lease) {
        if (!lease.isPositive()) {
            throw new IllegalArgumentException("lease must be positive, not " + lease);
        }
        checked(key);
        UUID token = UUID.randomUUID();
        if (!leases.begin(token, lease)) {
            return Future.failedFuture(
                    new ForgeException(
                            CommonError.OVERLOADED,
                            "This node holds as many locks of " + name + " as it may."));
        }
        byte[] lock = RegionSteps.lock(UUID.fromString(grid.memberId()), token);
        return locks().apply(key, RegionSteps.LOCK, lock, lease)
                .map(RegionSteps::isYes)
                .map(taken -> taken ? Optional.of(held(key, token, lock)) : none(token))
                .onFailure(failure -> leases.end(token));
    }

    private Registration held(String key, UUID token, byte[] lock) {
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (!closed.getAndSet(true)) {
                leases.end(token);
                // who can't be told finds it free when the lease is over
                var _ = locks().apply(key, RegionSteps.UNLOCK, lock, spec.ttl());
            }
        };
    }

    private Optional<Registration> none(UUID token) {
        leases.end(token);
        return Optional.empty();
    }

    @Override
    public Registration onChange(Consumer<String> action) {
        Registration listener = changes.add(audience.context(), action);
        audience.owner().accept(listener);
        changes.feed(values()::onChange);
        return listener;
    }

    RegionSpec spec() {
        return spec;
    }

    private Entries values() {
        return grid.entries(name + ":values", spec.maxEntries());
    }

    private Entries locks() {
        return grid.lasting(name + ":locks");
    }

    private static String checked(String key) {
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException(
                    "a key has 1 to " + LONGEST_KEY + " characters, not " + key.length());
        }
        return key;
    }

    private static byte[] entry(Buffer value) {
        if (value.length() > LARGEST_VALUE) {
            throw new IllegalArgumentException(
                    "a value has at most 1 MiB, not " + value.length() + " bytes");
        }
        return RegionSteps.value(value);
    }
}
