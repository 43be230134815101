// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import com.mongodb.MongoException;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;

import io.netty.channel.Channel;

import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/// Answers a command that may write only once it is on the disk, whichever way it came.
final class DurableBackend extends H2Backend {
    /// All others wait for the disk.
    private static final Set<String> READS =
            Set.of(
                    "buildinfo",
                    "collstats",
                    "connectionstatus",
                    "count",
                    "dbstats",
                    "distinct",
                    "endsessions",
                    "find",
                    "getmore",
                    "hello",
                    "ismaster",
                    "killcursors",
                    "listcollections",
                    "listdatabases",
                    "listindexes",
                    "ping",
                    "serverstatus");

    /// What these do is told by the keys and values that they change.
    private static final Set<String> RECORDED =
            Set.of("insert", "update", "delete", "findandmodify");

    private final Commits commits;
    private final Changes changes;

    /// On the server's thread.
    private boolean flushes;

    DurableBackend(MVStore store, Commits commits, Changes changes) {
        // the superclass opens databases already
        this.commits = commits;
        this.changes = changes;
        super(store);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new DurableDatabase(name, getMvStore(), getCursorRegistry(), changes);
    }

    @Override
    public Document handleCommand(
            Channel channel, String databaseName, String command, Document query) {
        String name = command.toLowerCase(Locale.ROOT);
        if (READS.contains(name) || isReadingAggregation(name, query)) {
            return commits.reading(
                    () -> super.handleCommand(channel, databaseName, command, query));
        }
        return commits.writing(
                RECORDED.contains(name),
                isToDisk(query),
                () -> super.handleCommand(channel, databaseName, command, query),
                written -> {
                    flushSoon(channel.eventLoop());
                    ReplyGate.of(channel).close(written);
                });
    }

    /// What a write without a connection does and waits for.
    enum Writing {
        /// Documents, which are to be on the disk.
        TO_DISK(true, true),
        /// Documents, which the operating system is to have.
        TO_SYSTEM(true, false),
        /// Collections or indexes.
        STRUCTURE(false, true);

        private final boolean recorded;
        private final boolean toDisk;

        Writing(boolean recorded, boolean toDisk) {
            this.recorded = recorded;
            this.toDisk = toDisk;
        }
    }

    /// Reads without a connection. On the store's thread.
    <T> T read(String database, Function<DurableDatabase, T> query) {
        requireWorking();
        return commits.reading(() -> query.apply(database(database)));
    }

    /// Writes without a connection. On the store's thread.
    ///
    /// @param thread the store's
    /// @param outcome gets what the change gives, once it is written
    <T> void write(
            String database,
            Writing how,
            Function<DurableDatabase, T> change,
            Executor thread,
            CompletableFuture<T> outcome) {
        requireWorking();
        CompletableFuture<T> changed = new CompletableFuture<>();
        commits.writing(
                how.recorded,
                how.toDisk,
                () -> complete(changed, () -> change.apply(database(database))),
                written -> {
                    var _ = written.whenComplete((w, failure) -> end(outcome, changed, failure));
                    flushSoon(thread);
                });
    }

    private void requireWorking() {
        if (!commits.problem().isEmpty()) {
            throw new MongoException(commits.problem());
        }
    }

    private DurableDatabase database(String name) {
        return (DurableDatabase) resolveDatabase(name);
    }

    private static <T> boolean complete(CompletableFuture<T> future, Supplier<T> result) {
        try {
            return future.complete(result.get());
        } catch (RuntimeException | Error e) {
            return future.completeExceptionally(e);
        }
    }

    /// Also what has failed may have changed something, which is told only once it is written.
    private static <T> void end(
            CompletableFuture<T> outcome,
            CompletableFuture<T> changed,
            @Nullable Throwable failure) {
        if (failure != null) {
            outcome.completeExceptionally(new MongoException("the store can't write", failure));
        } else if (changed.isCompletedExceptionally()) {
            outcome.completeExceptionally(changed.exceptionNow());
        } else {
            outcome.complete(changed.join());
        }
    }

    private static boolean isToDisk(Document command) {
        return !(command.get("writeConcern") instanceof Document concern
                && Boolean.FALSE.equals(concern.get("j")));
    }

    private static boolean isReadingAggregation(String command, Document query) {
        return command.equals("aggregate")
                && query.get("pipeline") instanceof Collection<?> stages
                && stages.stream().noneMatch(DurableBackend::isWritingStage);
    }

    private static boolean isWritingStage(Object stage) {
        return !(stage instanceof Document document)
                || document.containsKey("$out")
                || document.containsKey("$merge");
    }

    /// Once all commands that have arrived have run: they share one write.
    private void flushSoon(Executor thread) {
        if (!flushes) {
            flushes = true;
            thread.execute(this::flush);
        }
    }

    private void flush() {
        flushes = false;
        commits.flush();
    }
}
