// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.h2.H2Database;

import org.h2.mvstore.MVStore;

/// A database whose collections are searched as well as can be. The maps of a collection have the
/// names that the superclass gives them.
final class DurableDatabase extends H2Database {
    private final MVStore store;

    DurableDatabase(String name, MVStore store, CursorRegistry cursors) {
        // the superclass opens collections already
        this.store = store;
        super(name, store, cursors);
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(
            String collection, CollectionOptions options) {
        if (!Keys.ID.equals(options.getIdField())) {
            return super.openOrCreateCollection(collection, options);
        }
        String name = getFullCollectionNamespace(collection);
        return new SearchedCollection(
                this,
                collection,
                options,
                store.openMap("databases." + name),
                store.openMap("meta." + name),
                cursorRegistry);
    }
}
