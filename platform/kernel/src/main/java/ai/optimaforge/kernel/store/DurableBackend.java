// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import com.mongodb.MongoNamespace;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;

import io.netty.channel.Channel;

import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

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
                    ReplyGate.of(channel).close(written);
                    flushSoon(channel.eventLoop());
                });
    }

    /// Inserts documents without a connection. On the server's thread.
    ///
    /// @param toDisk whether the disk has to have them
    /// @param done gets those that could not be inserted, as [DurableDatabase#insert] tells them,
    /// once the others are written
    void insert(
            MongoNamespace collection,
            List<Document> documents,
            boolean toDisk,
            Executor thread,
            BiConsumer<List<Document>, @Nullable Throwable> done) {
        DurableDatabase database = (DurableDatabase) resolveDatabase(collection.getDatabaseName());
        List<Document> refused = new ArrayList<>();
        commits.writing(
                true,
                toDisk,
                () -> refused.addAll(database.insert(collection.getCollectionName(), documents)),
                written -> {
                    var _ = written.whenComplete((w, failure) -> done.accept(refused, failure));
                    flushSoon(thread);
                });
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
            thread.execute(
                    () -> {
                        flushes = false;
                        commits.flush();
                    });
        }
    }
}
