// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;

import io.netty.channel.Channel;

import org.h2.mvstore.MVStore;

import java.util.Locale;
import java.util.Set;

/// Answers a command that may write only once it is on the disk, whichever way it came.
final class DurableBackend extends H2Backend {
    /// All others wait for the disk; an aggregation may write, too.
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

    private final Commits commits;

    DurableBackend(MVStore store, Commits commits) {
        super(store);
        this.commits = commits;
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new DurableDatabase(name, getMvStore(), getCursorRegistry());
    }

    @Override
    public Document handleCommand(
            Channel channel, String databaseName, String command, Document query) {
        if (READS.contains(command.toLowerCase(Locale.ROOT))) {
            return commits.reading(
                    () -> super.handleCommand(channel, databaseName, command, query));
        }
        return commits.writing(
                () -> super.handleCommand(channel, databaseName, command, query),
                ReplyGate.of(channel)::close);
    }
}
