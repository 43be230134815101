// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/// The one thread on which the embedded store works for this process. Asked from any other.
final class StoreThread {
    /// Where the collections are, unless a `store.uri` says otherwise.
    static final String DATABASE = "forge";

    private static final int CLOSING_SECONDS = 5;

    private final DurableBackend backend;
    private final Duration patience;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("forge-store").factory());
    private final Set<UnderWay> underWay = ConcurrentHashMap.newKeySet();

    private record UnderWay(CompletableFuture<?> outcome, long begun) {}

    /// @param patience how long an operation may take
    StoreThread(DurableBackend backend, Duration patience) {
        this.backend = backend;
        this.patience = patience;
    }

    /// Reads.
    ///
    /// @param query runs on the store's thread: what is in the documents that it is given, may be
    /// changed by the next operation
    /// @param done gets what the query gives, or the failure, on a thread of the store's
    <T> void read(
            Function<DurableDatabase, List<T>> query,
            BiConsumer<List<T>, @Nullable Throwable> done) {
        begin(outcome -> outcome.complete(backend.read(DATABASE, query)), done);
    }

    /// Writes.
    ///
    /// @param how what it does and waits for
    /// @param change runs on the store's thread
    /// @param done gets what the change gives, or the failure, on a thread of the store's, once
    /// it is written
    <T> void write(
            DurableBackend.Writing how,
            Function<DurableDatabase, List<T>> change,
            BiConsumer<List<T>, @Nullable Throwable> done) {
        begin(outcome -> backend.write(DATABASE, how, change, this::last, outcome), done);
    }

    /// Runs a task of the store's own behind what has been asked for.
    private void last(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException _) {
            // it is closing: what was asked for is still done, and nothing comes behind it
            task.run();
        }
    }

    private <T> void begin(
            Consumer<CompletableFuture<List<T>>> operation,
            BiConsumer<List<T>, @Nullable Throwable> done) {
        CompletableFuture<List<T>> outcome = new CompletableFuture<>();
        UnderWay begun = new UnderWay(outcome, System.nanoTime());
        underWay.add(begun);
        var _ =
                outcome.whenComplete(
                        (results, failure) -> {
                            underWay.remove(begun);
                            if (failure == null) {
                                done.accept(results, null);
                            } else {
                                done.accept(List.of(), OwnFailures.told(failure));
                            }
                        });
        try {
            thread.execute(() -> run(operation, outcome));
        } catch (RejectedExecutionException e) {
            outcome.completeExceptionally(new MongoException("the store is closed", e));
        }
    }

    private static <T> void run(
            Consumer<CompletableFuture<List<T>>> operation, CompletableFuture<List<T>> outcome) {
        try {
            operation.accept(outcome);
        } catch (RuntimeException | Error e) {
            outcome.completeExceptionally(e);
        }
    }

    /// Gives up what has been under way for too long. To be called now and then.
    void expire() {
        long now = System.nanoTime();
        for (UnderWay operation : underWay) {
            if (now - operation.begun() > patience.toNanos()) {
                operation
                        .outcome()
                        .completeExceptionally(
                                new MongoTimeoutException("the store has not answered in time"));
            }
        }
    }

    /// Ends once what was asked for has been done. Blocks.
    void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
