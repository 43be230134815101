// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.Waiting.await;

import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.StoredDocument;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/// A store whose files can be had as a kill would leave them.
final class JournaledStore implements AutoCloseable {
    static final CollectionSpec THINGS = CollectionSpec.of("things", Index.unique("name"));

    private final Vertx vertx = Vertx.vertx();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Path data;
    private final StoreRoom room;

    JournaledStore(Path data) throws IOException {
        this.data = data;
        this.room = open();
    }

    private StoreRoom open() throws IOException {
        try {
            return StoreRoom.open(StoreSettings.embedded(), data, vertx, registry);
        } catch (IOException e) {
            await(vertx.close());
            throw e;
        }
    }

    DocumentCollection things() {
        return collection(THINGS);
    }

    DocumentCollection collection(CollectionSpec spec) {
        return room.store("t").collection(spec);
    }

    static Path file(Path data) {
        return data.resolve("store.mv");
    }

    static Path journal(Path data) {
        return data.resolve("store.journal");
    }

    /// How much of the journal is in use.
    long journaled() {
        return (long) registry.get("forge_store_journal_bytes").gauge().value();
    }

    long commits() {
        return registry.get("forge_store_commit").timer().count();
    }

    /// All documents of the collection.
    List<StoredDocument> all() {
        List<StoredDocument> all = new ArrayList<>();
        Query query = Query.where(Filter.all()).limitedTo(Query.MAX_LIMIT);
        var page = await(things().find(query));
        all.addAll(page.documents());
        while (page.hasMore()) {
            page = await(things().find(query.after(all.getLast().id())));
            all.addAll(page.documents());
        }
        return all;
    }

    /// The files as they are now, in a new directory.
    Path killed() throws IOException {
        Path copy = Files.createTempDirectory(data.toAbsolutePath().getParent(), "killed");
        FileTime before;
        long commits;
        do {
            before = Files.getLastModifiedTime(file(data));
            commits = commits();
            Files.write(journal(copy), Files.readAllBytes(journal(data)));
            Files.write(file(copy), Files.readAllBytes(file(data)));
            // a commit in between would give two moments
        } while (commits != commits() || !before.equals(Files.getLastModifiedTime(file(data))));
        return copy;
    }

    @Override
    public void close() {
        await(room.close());
        await(vertx.close());
    }
}
