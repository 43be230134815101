// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Page;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.StoredDocument;

import io.vertx.core.Future;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletionException;

/// All documents of a store in one file, and back, into a store of any kind.
///
/// The file is of JSON lines: `{"format":"forge-backup","version":1}`, then a line a document
/// `{"collection":…,"id":…,"version":…,"body":…}`, then `{"documents":…,"sha256":…}` over all
/// bytes before. It holds what its owner alone may read. A backup that is made while others write
/// has each document whole, but not all of the same moment.
///
/// All here blocks: not for an event loop.
///
/// @param documents how many there are in the file
public record Backup(long documents) {
    private static final int PAGE = 200;

    /// Writes a file, which takes its name only once it is whole and on the disk.
    ///
    /// @throws IOException in words for the operator
    public static Backup write(StoreRoom room, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (BackupWriter writer = BackupWriter.open(part)) {
            for (Map.Entry<String, StoredCollection> entry : await(room.all()).entrySet()) {
                write(entry.getKey(), entry.getValue(), writer);
            }
            Backup written = new Backup(writer.finish());
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return written;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void write(String name, StoredCollection collection, BackupWriter writer)
            throws IOException {
        Query query = Query.where(Filter.all()).limitedTo(PAGE);
        Page page = await(collection.find(query));
        while (true) {
            for (StoredDocument document : page.documents()) {
                writer.write(name, document);
            }
            if (!page.hasMore()) {
                return;
            }
            page = await(collection.find(query.after(page.documents().getLast().id())));
        }
    }

    /// Reads a file into a store, once it is known to be whole. What cuts a restore short leaves
    /// a part of it in the store.
    ///
    /// @param force whether what the store holds may be removed first
    /// @throws IOException in words for the operator: the file is damaged, or the store is not
    /// empty
    public static Backup restore(StoreRoom room, Path file, boolean force) throws IOException {
        Backup whole = new Backup(BackupReader.check(file));
        empty(await(room.all()), force);
        Restoring restoring = new Restoring(room);
        BackupReader.read(file, restoring::add);
        restoring.flush();
        return whole;
    }

    private static void empty(SortedMap<String, StoredCollection> collections, boolean force)
            throws IOException {
        Query any = Query.where(Filter.all()).limitedTo(1);
        for (Map.Entry<String, StoredCollection> entry : collections.entrySet()) {
            if (!force && !await(entry.getValue().find(any)).documents().isEmpty()) {
                throw new IOException(
                        "the store is not empty: it has documents in " + entry.getKey());
            }
        }
        for (StoredCollection collection : collections.values()) {
            await(collection.drop());
        }
    }

    /// What was read and is not in the store yet.
    private static final class Restoring {
        private final StoreRoom room;
        private final List<StoredDocument> waiting = new ArrayList<>();
        private String collection = "";
        private long bytes;

        Restoring(StoreRoom room) {
            this.room = room;
        }

        void add(String name, StoredDocument document, int length) throws IOException {
            if (!name.equals(collection)
                    || waiting.size() == PAGE
                    || bytes + length > Bodies.MAX_BYTES) {
                flush();
                collection = name;
            }
            waiting.add(document);
            bytes += length;
        }

        void flush() throws IOException {
            if (!waiting.isEmpty()) {
                await(room.asIs(collection).restore(waiting));
                waiting.clear();
                bytes = 0;
            }
        }
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ForgeException told) {
                throw new IOException(told.message(), told);
            }
            throw e;
        }
    }
}
