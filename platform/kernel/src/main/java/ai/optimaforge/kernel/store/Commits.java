// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Brings to the disk what commands have changed: to the journal before their replies, and now
/// and then, by a commit, to the file of the store. All who wait at the moment share one record:
/// the more there are, the less each costs. A record that need not reach the disk itself is
/// appended by the thread that ran the commands: to wake another one for it would cost more.
final class Commits {
    private static final Logger log = LoggerFactory.getLogger("store");

    /// After so many commits the file is compacted, also if there never is a pause.
    private static final int COMPACT_AFTER = 25;

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_PIECES = 50;

    private final MVStore store;
    private final Journal journal;
    private final Changes changes;
    private final boolean sync;
    private final Runnable onBroken;
    private final Timer appends;
    private final Timer commits;
    private final Thread thread = new Thread(this::run, "forge-store-commit");

    /// Read: a command, write: a commit, so that no commit holds half a command, and no command
    /// reads what a commit overwrites.
    private final ReentrantReadWriteLock commands = new ReentrantReadWriteLock(true);

    /// Who writes to the journal or the file.
    private final ReentrantLock files = new ReentrantLock();

    private final Batches batches = new Batches();
    private volatile boolean closed;
    private volatile String problem = "";
    private int sinceCompaction;
    private int pieces;

    /// @param sync whether a commit is done only when the disk has it
    /// @param onBroken runs once, if the files can't be written any more
    Commits(
            MVStore store,
            Journal journal,
            Changes changes,
            boolean sync,
            Runnable onBroken,
            MeterRegistry registry) {
        this.store = store;
        this.journal = journal;
        this.changes = changes;
        this.sync = sync;
        this.onBroken = onBroken;
        this.appends =
                Timer.builder("forge_store_append")
                        .description("How long it takes to bring writes to the journal")
                        .register(registry);
        this.commits =
                Timer.builder("forge_store_commit")
                        .description("How long it takes to bring the journal's writes to the file")
                        .register(registry);
        Gauge.builder("forge_store_file_bytes", store, s -> s.isClosed() ? 0 : size(s))
                .description("How large the file of the embedded store is")
                .register(registry);
        Gauge.builder("forge_store_journal_bytes", journal, Journal::size)
                .description("How much of the embedded store's journal is in use")
                .register(registry);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private static long size(MVStore store) {
        return store.getFileStore().size();
    }

    /// Why the files are not written any more; empty while they are.
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

    /// Runs a command that may write. One at a time. Those who run some of them should call
    /// [#flush] then.
    ///
    /// @param recorded whether what it does can be told by keys and values
    /// @param toDisk whether its reply waits for the disk, if any does
    /// @param until gets what its reply has to wait for, also if the command throws
    <T> T writing(
            boolean recorded,
            boolean toDisk,
            Supplier<T> command,
            Consumer<CompletableFuture<Void>> until) {
        commands.readLock().lock();
        try {
            changes.begin(recorded);
            return command.get();
        } finally {
            CompletableFuture<Void> written;
            try {
                written = batches.add(changes, sync && toDisk);
            } finally {
                commands.readLock().unlock();
            }
            until.accept(written);
        }
    }

    /// Brings what has been written to the disk.
    void flush() {
        boolean first = journal.isEmpty();
        if (batches.isWaiting() && files.tryLock()) {
            andUnlock(() -> append(false));
        }
        if (batches.isWaiting() || first) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!closed && problem.isEmpty()) {
            if (batches.isWaiting()) {
                withFiles(this::write);
            } else if (journal.isEmpty() && sinceCompaction == 0) {
                LockSupport.park(this);
            } else {
                pause();
            }
            if (sinceCompaction >= COMPACT_AFTER) {
                withFiles(this::compact);
            }
        }
    }

    private void withFiles(Runnable action) {
        files.lock();
        andUnlock(action);
    }

    /// Once a write has failed nobody writes any more: where the files end is not known.
    private void andUnlock(Runnable action) {
        try {
            if (problem.isEmpty()) {
                action.run();
            }
        } catch (RuntimeException | Error e) {
            breakDown(e);
        } finally {
            files.unlock();
        }
    }

    private void pause() {
        long start = System.nanoTime();
        long before = journal.last();
        LockSupport.parkNanos(this, PAUSE);
        if (!batches.isWaiting()
                && journal.last() == before
                && System.nanoTime() - start >= PAUSE) {
            withFiles(
                    () -> {
                        if (journal.isEmpty()) {
                            compact();
                        } else {
                            commit();
                        }
                    });
        }
    }

    /// What waits goes to the journal; a commit is for what a journal can't tell, or has no room
    /// for.
    private void write() {
        if (!append(true)) {
            commit();
        }
    }

    /// @param force whether also what waits for the disk
    /// @return whether it was for the journal
    private boolean append(boolean force) {
        Optional<Batch> taken =
                batches.takeIf(
                        batch ->
                                !batch.isWhole()
                                        && journal.hasRoom(batch.size())
                                        && (force || !batch.isToDisk()));
        taken.ifPresent(this::append);
        return taken.isPresent();
    }

    private void append(Batch taken) {
        try {
            if (!taken.isEmpty()) {
                long start = System.nanoTime();
                journal.append(taken.record(), taken.isToDisk());
                appends.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            }
        } catch (RuntimeException e) {
            taken.done.completeExceptionally(e);
            throw e;
        }
        batches.written(taken);
    }

    private void commit() {
        long start = System.nanoTime();
        Batch taken;
        commands.writeLock().lock();
        try {
            taken = batches.take();
            commit(taken);
        } finally {
            commands.writeLock().unlock();
        }
        sync(taken);
        journal.rewind();
        batches.written(taken);
        commits.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }

    private void commit(Batch taken) {
        if (!store.hasUnsavedChanges()) {
            return;
        }
        sinceCompaction++;
        try {
            StoreFile.commit(store, journal.last());
        } catch (RuntimeException e) {
            taken.done.completeExceptionally(e);
            throw e;
        }
    }

    private void sync(Batch taken) {
        if (!sync) {
            return;
        }
        try {
            store.sync();
        } catch (RuntimeException e) {
            taken.done.completeExceptionally(e);
            throw e;
        }
    }

    /// A piece at a time; a pause that lasts brings the next one.
    private void compact() {
        commands.writeLock().lock();
        try {
            if (Compaction.isDue(store) && pieces++ < MOST_PIECES) {
                // it commits what it finds: nothing that the journal is yet to tell
                commit();
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

    /// Files that could not be written are left alone: what is in them is what was acknowledged.
    private void breakDown(Throwable cause) {
        commands.writeLock().lock();
        try {
            problem =
                    "the embedded store can't be written and is closed until the next start: "
                            + StoreFile.reason(cause);
            batches.fail(cause);
        } finally {
            commands.writeLock().unlock();
        }
        log.error(problem);
        onBroken.run();
    }

    /// Brings to the file what is not there yet, and closes it. Once is enough.
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        commands.writeLock().lock();
        try {
            closeFiles();
        } catch (MVStoreException | IOException e) {
            batches.fail(e);
            log.error("the embedded store was not closed: {}", StoreFile.reason(e));
        } finally {
            commands.writeLock().unlock();
        }
    }

    private void closeFiles() throws IOException {
        if (problem.isEmpty()) {
            StoreFile.commit(store, journal.last());
            if (Compaction.isDue(store)) {
                Compaction.run(store);
            }
            if (sync) {
                store.sync();
            }
            store.close();
            journal.rewind();
            batches.end();
        } else {
            // it would commit what the journal has not told
            store.closeImmediately();
        }
        journal.close();
    }
}
