// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;

import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A collection that finds by an id or a unique value whatever else a query asks for, that reads
/// a range of ids in their order without reading or sorting the others, and that finds what is
/// before a moment by the index of it. Its superclass reads all documents for all three.
final class SearchedCollection extends H2Collection {
    private static final Set<String> BY_ID = Set.of(Keys.ID);

    private final MVMap<Object, Document> documents;
    private final Function<Index<Object>, MVMap<KeyValue, Object>> entries;

    SearchedCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, Document> documents,
            MVMap<String, Object> meta,
            Function<Index<Object>, MVMap<KeyValue, Object>> entries,
            CursorRegistry cursors) {
        super(database, name, options, documents, meta, cursors);
        this.documents = documents;
        this.entries = entries;
    }

    /// To keep count would cost each write one or two encodings of the whole document.
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected int getDataSize() {
        return 0;
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
        Optional<List<Object>> before = before(query);
        return before.isPresent()
                ? matchDocuments(query, before.get(), order, skip, limit, batchSize, fields)
                : super.queryDocuments(query, order, skip, limit, batchSize, fields);
    }

    /// What a query finds that asks for moments up to one and nothing else; empty if it asks
    /// otherwise, or there is no index of them.
    private Optional<List<Object>> before(Document query) {
        for (Index<Object> index : getIndexes()) {
            List<IndexKey> keys = index.getKeys();
            if (keys.size() == 2
                    && keys.getLast().getKey().equals(Keys.ID)
                    && query.keySet().equals(Set.of(keys.getFirst().getKey()))
                    && query.get(keys.getFirst().getKey()) instanceof Document test
                    && test.keySet().equals(Set.of("$lte"))
                    && test.get("$lte") instanceof Number moment) {
                return Optional.of(upTo(entries.apply(index), moment.doubleValue()));
            }
        }
        return Optional.empty();
    }

    /// The entries with a number begin behind those without, and end with those of other types.
    private static List<Object> upTo(MVMap<KeyValue, Object> entries, double moment) {
        List<Object> positions = new ArrayList<>();
        Cursor<KeyValue, Object> cursor =
                entries.cursor(new KeyValue(Double.NEGATIVE_INFINITY, ""));
        while (cursor.hasNext()
                && cursor.next().get(0) instanceof Double number
                && number <= moment) {
            positions.add(cursor.getValue());
        }
        return positions;
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
        Document range = query.get(Keys.ID) instanceof Document tests ? tests : new Document();
        boolean byId = order == null ? range.size() > 0 : order.keySet().equals(BY_ID);
        if (!byId || !hasTextIds()) {
            return super.matchDocuments(query, order, skip, limit, batchSize, fields);
        }
        String least = bound(range, "$gt", "$gte", Comparator.naturalOrder());
        String most = bound(range, "$lt", "$lte", Comparator.reverseOrder());
        Cursor<Object, Document> cursor =
                isBackward(order)
                        ? documents.cursor(most, least, true)
                        : documents.cursor(least, most, false);
        return matchDocumentsFromStream(
                inTurn(cursor), query, null, skip, limit, batchSize, fields);
    }

    /// Then the map has them in the order in which a server would sort them.
    private boolean hasTextIds() {
        return documents.firstKey() instanceof String && documents.lastKey() instanceof String;
    }

    private static boolean isBackward(@Nullable Document order) {
        return order != null && order.get(Keys.ID) instanceof Number sign && sign.intValue() < 0;
    }

    /// The narrower one of two bounds, of which neither need be there. The query itself is asked
    /// of each document all the same.
    private static @Nullable String bound(
            Document range, String one, String other, Comparator<String> narrower) {
        return Stream.of(one, other)
                .map(range::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .max(narrower)
                .orElse(null);
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
