// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;

import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A collection that finds by an id or a unique value whatever else a query asks for, and that
/// reads in the order of ids without sorting. Its superclass reads all documents for both.
final class SearchedCollection extends H2Collection {
    private static final Set<String> BY_ID = Set.of(Keys.ID);

    private final MVMap<Object, Document> documents;

    SearchedCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, Document> documents,
            MVMap<String, Object> meta,
            CursorRegistry cursors) {
        super(database, name, options, documents, meta, cursors);
        this.documents = documents;
    }

    @Override
    protected QueryResult queryDocuments(
            Document query,
            @Nullable Document order,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document fields) {
        for (Index<Object> index : getIndexes()) {
            Document part = part(query, index);
            if (part.size() == index.getKeys().size() && index.canHandle(part)) {
                List<Object> positions = new ArrayList<>();
                index.getPositions(part).forEach(positions::add);
                return matchDocuments(query, positions, order, skip, limit, batchSize, fields);
            }
        }
        return super.queryDocuments(query, order, skip, limit, batchSize, fields);
    }

    /// What a query says about the fields of an index.
    private static Document part(Document query, Index<Object> index) {
        Document part = new Document();
        index.getKeys().stream()
                .map(key -> key.getKey())
                .filter(query::containsKey)
                .forEach(key -> part.put(key, query.get(key)));
        return part;
    }

    @Override
    protected QueryResult matchDocuments(
            Document query,
            @Nullable Document order,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document fields) {
        if (order == null || !order.keySet().equals(BY_ID) || !hasTextIds()) {
            return super.matchDocuments(query, order, skip, limit, batchSize, fields);
        }
        boolean backward = order.get(Keys.ID) instanceof Number sign && sign.intValue() < 0;
        Cursor<Object, Document> cursor =
                documents.cursor(first(query, backward ? "$lt" : "$gt"), null, backward);
        return matchDocumentsFromStream(
                inTurn(cursor), query, null, skip, limit, batchSize, fields);
    }

    /// Then the map has them in the order in which a server would sort them.
    private boolean hasTextIds() {
        return documents.firstKey() instanceof String && documents.lastKey() instanceof String;
    }

    private static @Nullable Object first(Document query, String bound) {
        return query.get(Keys.ID) instanceof Document range && range.get(bound) instanceof String id
                ? id
                : null;
    }

    private static Stream<Document> inTurn(Cursor<Object, Document> cursor) {
        Iterator<Document> values =
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return cursor.hasNext();
                    }

                    @Override
                    public Document next() {
                        cursor.next();
                        return cursor.getValue();
                    }
                };
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(values, Spliterator.ORDERED), false);
    }
}
