// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import ai.optimaforge.spi.admin.Listing;
import ai.optimaforge.spi.admin.Usage;
import ai.optimaforge.spi.admin.Usage.Dimension;
import ai.optimaforge.spi.admin.Usage.Row;
import ai.optimaforge.spi.config.DataSize;
import ai.optimaforge.spi.store.DocumentCollection;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// A node that counts, and what a test wants to know of it.
final class Node implements AutoCloseable {
    static final int MANY = 10_000;

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final UsageRoom room;

    Node(Path data, DocumentCollection store) throws IOException {
        this(data, store, MANY);
    }

    Node(Path data, DocumentCollection store, int rowLimit) throws IOException {
        this(data, store, rowLimit, "1 MiB");
    }

    Node(Path data, DocumentCollection store, int rowLimit, String journalLimit)
            throws IOException {
        room =
                UsageRoom.open(
                        new UsageConfig(
                                Duration.ofMillis(5),
                                DataSize.parse(journalLimit),
                                rowLimit,
                                Duration.ofDays(400)),
                        data,
                        store,
                        registry);
    }

    void record(UsageRecord... calls) {
        Arrays.asList(calls).forEach(room::record);
    }

    /// The sum over all calls, once there are so many in the store.
    Row total(long requests) {
        until(
                () -> metric("forge_usage_lag_seconds") == 0 && requests() == requests,
                () -> requests() + " instead of " + requests);
        return rows().getFirst();
    }

    long requests() {
        return rows().stream().mapToLong(Row::requests).sum();
    }

    List<Row> rows(Dimension... groupBy) {
        return page(MANY, Optional.empty(), groupBy).data();
    }

    Listing<Row> page(int limit, Optional<List<String>> after, Dimension... groupBy) {
        return await(
                room.usage()
                        .query(
                                new Usage.Query(
                                        Instant.EPOCH,
                                        Instant.parse("2100-01-01T00:00:00Z"),
                                        List.of(groupBy),
                                        limit,
                                        after)));
    }

    double metric(String name) {
        return registry.get(name).meter().measure().iterator().next().getValue();
    }

    void until(BooleanSupplier holds) {
        until(holds, () -> "it did not come to that");
    }

    private static void until(BooleanSupplier holds, Supplier<String> failure) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(failure.get());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no result within " + DEADLINE, e);
        }
    }

    @Override
    public void close() {
        await(room.close());
    }
}
