// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.store.StoredDocument;

import de.bwaldvogel.mongo.bson.Document;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;

/// Inserts into the store of this process: the documents themselves.
final class OwnInsertion implements Insertion<Documents.Sized> {
    private final StoreThread thread;
    private final String collection;
    private final DurableBackend.Writing how;

    OwnInsertion(StoreThread thread, String collection, DurableBackend.Writing how) {
        this.thread = thread;
        this.collection = collection;
        this.how = how;
    }

    @Override
    public Documents.Sized encode(String id, JsonObject body) {
        Documents.Sized made = Documents.of(body);
        return new Documents.Sized(Documents.whole(id, 1, made.document()), made.bytes());
    }

    @Override
    public int size(Documents.Sized document) {
        return document.bytes();
    }

    @Override
    public StoredDocument stored(Documents.Sized document) {
        return Documents.stored(document.document());
    }

    @Override
    public void insert(List<Documents.Sized> documents, Consumer<@Nullable Throwable> done) {
        List<Document> whole = documents.stream().map(Documents.Sized::document).toList();
        thread.write(
                how,
                db -> db.collection(collection).insertDocuments(whole, false),
                (refused, failure) -> done.accept(OwnFailures.of(refused, failure)));
    }
}
