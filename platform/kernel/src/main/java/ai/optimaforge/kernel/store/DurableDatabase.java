// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;

import org.h2.mvstore.MVStore;

import java.util.List;
import java.util.Optional;

/// A database whose collections are searched as well as can be, and whose maps tell what is
/// changed in them. The maps have the names that the superclass gives them: it finds them open.
final class DurableDatabase extends H2Database {
    /// As the superclass calls them.
    private static final String NAMESPACES = "system.namespaces";

    private static final String INDEXES = "system.indexes";

    private final MVStore store;
    private final Changes changes;

    DurableDatabase(String name, MVStore store, CursorRegistry cursors, Changes changes) {
        // the superclass opens collections already
        this.store = store;
        this.changes = changes;
        super(name, store, cursors);
    }

    /// A collection, which is made if there is none.
    MongoCollection<Object> collection(String name) {
        return resolveOrCreateCollection(name);
    }

    Optional<MongoCollection<Object>> existing(String name) {
        return Optional.ofNullable(resolveCollection(name, false));
    }

    List<String> collectionNames() {
        return existing(NAMESPACES).stream()
                .flatMap(MongoCollection::queryAllAsStream)
                .map(entry -> String.valueOf(entry.get("name")))
                .map(whole -> whole.substring(getDatabaseName().length() + 1))
                .filter(name -> !name.equals(INDEXES))
                .toList();
    }

    void createIndex(String collection, Indexes.Definition index) {
        addIndex(
                new Document("ns", getFullCollectionNamespace(collection))
                        .append("name", index.name())
                        .append("key", Documents.of(index.keys()))
                        .append("unique", index.unique()));
    }

    void dropIndex(String collection, String index) {
        existing(collection).ifPresent(there -> there.dropIndex(index));
        existing(INDEXES)
                .ifPresent(
                        all ->
                                all.deleteDocuments(
                                        new Document("ns", getFullCollectionNamespace(collection))
                                                .append("name", index),
                                        1));
    }

    void dropIfExisting(String collection) {
        if (existing(collection).isPresent()) {
            dropCollection(collection, NoopOplog.get());
        }
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(
            String collection, CollectionOptions options) {
        changes.structure();
        String name = getFullCollectionNamespace(collection);
        String documents = "databases." + name;
        String meta = "meta." + name;
        RecordedMap.open(store, documents, changes);
        RecordedMap.open(store, meta, changes);
        if (!Keys.ID.equals(options.getIdField())) {
            return super.openOrCreateCollection(collection, options);
        }
        return new SearchedCollection(
                this,
                collection,
                options,
                store.openMap(documents),
                store.openMap(meta),
                index -> store.openMap(entries(collection, index.getName())),
                cursorRegistry);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String index, List<IndexKey> keys, boolean sparse) {
        changes.structure();
        String entries = entries(collection, index);
        RecordedMap.open(store, entries, changes);
        return new EntryIndex(store.openMap(entries), index, keys, sparse);
    }

    private String entries(String collection, String index) {
        return getFullCollectionNamespace(collection) + "._index_" + index;
    }
}
