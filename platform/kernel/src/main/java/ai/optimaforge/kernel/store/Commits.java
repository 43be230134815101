// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Brings to the disk what commands have changed. All who wait at the moment share one commit:
/// the more there are, the less each costs.
final class Commits {
    private static final Logger log = LoggerFactory.getLogger("store");

    /// After so many commits the file is compacted, also if there never is a pause.
    private static final int COMPACT_AFTER = 500;

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_PIECES = 50;

    private final MVStore store;
    private final boolean sync;
    private final Runnable onBroken;
    private final Timer timer;
    private final Thread thread = new Thread(this::run, "forge-store-commit");

    /// Read: a command, write: a commit, so that no commit holds half a command, and no command
    /// reads what a commit overwrites.
    private final ReentrantReadWriteLock commands = new ReentrantReadWriteLock(true);

    private volatile CompletableFuture<Void> batch = new CompletableFuture<>();
    private volatile boolean wanted;
    private volatile boolean closed;
    private volatile String problem = "";
    private int sinceCompaction;
    private int pieces;

    /// @param sync whether a commit is done only when the disk has it
    /// @param onBroken runs once, if the file can't be written any more
    Commits(MVStore store, boolean sync, Runnable onBroken, MeterRegistry registry) {
        this.store = store;
        this.sync = sync;
        this.onBroken = onBroken;
        this.timer =
                Timer.builder("forge_store_commit")
                        .description("How long it takes to bring writes to the disk")
                        .register(registry);
        Gauge.builder("forge_store_file_bytes", store, s -> s.isClosed() ? 0 : size(s))
                .description("How large the file of the embedded store is")
                .register(registry);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private static long size(MVStore store) {
        return store.getFileStore().size();
    }

    /// Why the file is not written any more; empty while it is.
    String problem() {
        return problem;
    }

    /// Runs a command that reads.
    <T> T reading(Supplier<T> command) {
        commands.readLock().lock();
        try {
            return command.get();
        } finally {
            commands.readLock().unlock();
        }
    }

    /// Runs a command that may write.
    ///
    /// @param until gets what its reply has to wait for, also if the command throws
    <T> T writing(Supplier<T> command, Consumer<CompletableFuture<Void>> until) {
        commands.readLock().lock();
        try {
            return command.get();
        } finally {
            until.accept(batch);
            wanted = true;
            LockSupport.unpark(thread);
            commands.readLock().unlock();
        }
    }

    private void run() {
        try {
            while (!closed) {
                if (wanted) {
                    commit();
                } else if (sinceCompaction == 0) {
                    LockSupport.park(this);
                } else {
                    pause();
                }
                if (sinceCompaction >= COMPACT_AFTER) {
                    compact();
                }
            }
        } catch (RuntimeException | Error e) {
            breakDown(e);
        }
    }

    private void pause() {
        long start = System.nanoTime();
        LockSupport.parkNanos(this, PAUSE);
        if (!wanted && System.nanoTime() - start >= PAUSE) {
            compact();
        }
    }

    private void commit() {
        long start = System.nanoTime();
        CompletableFuture<Void> done;
        commands.writeLock().lock();
        try {
            wanted = false;
            done = batch;
            batch = new CompletableFuture<>();
            if (!store.hasUnsavedChanges()) {
                done.complete(null);
                return;
            }
            sinceCompaction++;
            commit(done);
        } finally {
            commands.writeLock().unlock();
        }
        sync(done);
        done.complete(null);
        timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }

    private void commit(CompletableFuture<Void> done) {
        try {
            store.commit();
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
            throw e;
        }
    }

    private void sync(CompletableFuture<Void> done) {
        if (!sync) {
            return;
        }
        try {
            store.sync();
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
            throw e;
        }
    }

    /// A piece at a time; a pause that lasts brings the next one.
    private void compact() {
        commands.writeLock().lock();
        try {
            if (Compaction.isDue(store) && pieces++ < MOST_PIECES) {
                Compaction.run(store);
                sinceCompaction = 1;
            } else {
                sinceCompaction = 0;
                pieces = 0;
            }
        } finally {
            commands.writeLock().unlock();
        }
    }

    /// A file that could not be written is left alone: what is in it is what was acknowledged.
    private void breakDown(Throwable cause) {
        commands.writeLock().lock();
        try {
            problem =
                    "the embedded store can't be written and is closed until the next start: "
                            + StoreFile.reason(cause);
            batch.completeExceptionally(cause);
        } finally {
            commands.writeLock().unlock();
        }
        log.error(problem);
        onBroken.run();
    }

    /// Brings to the disk what is not there yet, and closes the file.
    void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        commands.writeLock().lock();
        try {
            batch.completeExceptionally(new IllegalStateException("the store is closed"));
            if (problem.isEmpty() && Compaction.isDue(store)) {
                Compaction.run(store);
            }
            store.close();
        } catch (MVStoreException e) {
            log.error("the embedded store was not closed: {}", StoreFile.reason(e));
        } finally {
            commands.writeLock().unlock();
        }
    }
}
