// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Write;

import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// The one thread that sums up what the journal holds and writes it to the store.
///
/// A document is written again and again while calls are added to it. Once a write of it has
/// failed it never changes any more and is only sent again as it was, since the failed write may
/// yet reach the store; what comes then goes to a new document.
final class UsageWriter {
    private static final int BURST = 256;
    private static final long BREATH_NANOS = 500_000;
    private static final Logger log = LoggerFactory.getLogger("usage");
    private static final int CHUNK = 500;
    private static final long PATIENCE_SECONDS = 5;
    private static final int LONGEST_BREAK = 10;
    private static final Duration LONGEST_LAG = Duration.ofMinutes(2);

    private final Journal journal;
    private final Rows rows;
    private final DocumentCollection hours;
    private final Path file;
    private final Duration interval;
    private final UsageMeters meters;
    private final Thread thread =
            Thread.ofPlatform().name("usage-writer").daemon().unstarted(this::run);
    private final Promise<Void> ended = Promise.promise();
    private volatile boolean closing;

    // of the thread
    private final List<Write.Put> unsent;
    private boolean saved = true;
    private long nextTry = System.nanoTime();
    private int failedInARow;
    private long refused;

    // told to others
    private volatile long upToDateAt = System.nanoTime();
    private volatile boolean upToDate;
    private volatile @Nullable String problem;
    private volatile int rowsNow;

    /// @param file where checkpoints are kept
    /// @param begin the one that was kept there
    UsageWriter(
            Journal journal,
            Rows rows,
            DocumentCollection hours,
            Path file,
            Checkpoint begin,
            Duration interval,
            UsageMeters meters) {
        this.journal = journal;
        this.rows = rows;
        this.hours = hours;
        this.file = file;
        this.interval = interval;
        this.meters = meters;
        this.unsent = new ArrayList<>(begin.documents());
    }

    void start() {
        thread.start();
    }

    /// Has the thread look at the journal now. Any thread.
    void wake() {
        LockSupport.unpark(thread);
    }

    /// Takes no more calls, tries to write what there is, and leaves to the next run what could
    /// not be written.
    Future<Void> close() {
        journal.refuse();
        closing = true;
        wake();
        return ended.future();
    }

    /// What is wrong, in words. Any thread.
    Optional<String> problem() {
        String known = problem;
        if (known == null && lag().compareTo(LONGEST_LAG) > 0) {
            return Optional.of("usage is " + lag().toSeconds() + " s behind");
        }
        return Optional.ofNullable(known);
    }

    /// For how long there have been calls that the store does not have. Any thread.
    Duration lag() {
        return upToDate ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - upToDateAt);
    }

    int rows() {
        return rowsNow;
    }

    private void run() {
        while (!closing) {
            if (!turn()) {
                LockSupport.parkNanos(interval.toNanos());
            }
        }
        // the first may send what had failed before, the second then what has come since
        for (int i = 0; i < 2 && !(upToDate && i > 0); i++) {
            nextTry = System.nanoTime();
            turn();
        }
        try {
            leave();
            ended.complete();
        } catch (IOException e) {
            ended.fail(e);
        }
    }

    /// The checkpoint goes last: without it, what is left of the journal would count again.
    private void leave() throws IOException {
        journal.close(upToDate);
        if (upToDate) {
            Files.deleteIfExists(file);
        }
    }

    /// @return whether there is more to do at once
    private boolean turn() {
        Throwable failure = null;
        long begun = System.nanoTime();
        try {
            journal.prepare();
        } catch (IOException e) {
            failure = e;
        }
        try {
            upToDate = pass();
            if (upToDate) {
                upToDateAt = begun;
            }
        } catch (Exception | Error e) {
            upToDate = false;
            failure = e;
        }
        rowsNow = rows.size() + unsent.size();
        tell(failure);
        return !upToDate && unsent.isEmpty() && failure == null;
    }

    /// @return whether the store has all that was in the journal
    private boolean pass() throws IOException, TimeoutException {
        boolean all = sumUp();
        boolean fresh = unsent.isEmpty();
        if (fresh) {
            unsent.addAll(rows.seal());
            saved = unsent.isEmpty();
        }
        try {
            if (!saved || journal.hasRead()) {
                save();
            }
            send();
        } finally {
            if (fresh && !unsent.isEmpty()) {
                rows.clear();
            }
        }
        return all && fresh && unsent.isEmpty();
    }

    /// @return false if calls wait in the journal, since no more rows fit
    private boolean sumUp() {
        long pressing = journal.isFull() ? journal.position().segment() : -1;
        for (int summed = 1; true; summed++) {
            ByteBuffer next = journal.next();
            if (next == null) {
                return true;
            }
            UsageRecord call = RecordEncoder.decode(next);
            if (!rows.add(call, unsent.size())) {
                if (journal.position().segment() != pressing) {
                    return false;
                }
                rows.addWithoutDetail(call);
                meters.detailLost();
            }
            journal.advance(next);
            if (summed % BURST == 0 && pressing < 0 && !closing) {
                // an event loop that shares the core must not wait for a second's calls
                LockSupport.parkNanos(BREATH_NANOS);
            }
        }
    }

    private void save() throws IOException {
        List<Write.Put> documents = new ArrayList<>(unsent);
        documents.addAll(rows.changed());
        new Checkpoint(journal.position(), documents).write(file);
        saved = true;
        journal.free();
    }

    private void send() throws TimeoutException {
        if (System.nanoTime() - nextTry < 0) {
            return;
        }
        try {
            while (!unsent.isEmpty()) {
                List<Write.Put> chunk = unsent.subList(0, Math.min(CHUNK, unsent.size()));
                hours.bulk(List.copyOf(chunk)).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                chunk.clear();
                meters.written();
            }
            failedInARow = 0;
        } finally {
            if (!unsent.isEmpty()) {
                meters.failed();
                failedInARow = Math.min(failedInARow + 1, LONGEST_BREAK);
                nextTry = System.nanoTime() + failedInARow * interval.toNanos();
            }
        }
    }

    private void tell(@Nullable Throwable failure) {
        long lost = journal.refused() - refused;
        refused += lost;
        String now = null;
        if (lost > 0) {
            now = "usage of " + lost + " calls was lost: the journal has no room";
        } else if (failure != null) {
            String message = failure.getMessage();
            now = "usage can't be written: " + (message == null ? failure : message);
        } else if (failedInARow > 0) {
            now = problem;
        }
        if (now != null && problem == null) {
            log.warn("{}", now, failure);
        } else if (now == null && problem != null) {
            log.info("usage is written again");
        }
        problem = now;
    }
}
