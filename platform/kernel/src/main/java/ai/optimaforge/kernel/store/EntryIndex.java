// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;

import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A unique index in a map of the embedded store. Where a document has one plain value on each
/// path, its key is made without the superclass, which takes paths apart by regular expressions
/// and looks twice before it adds.
final class EntryIndex extends AbstractUniqueIndex<Object> {
    private final MVMap<KeyValue, Object> entries;
    private final List<List<String>> paths;

    EntryIndex(MVMap<KeyValue, Object> entries, String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.entries = entries;
        this.paths = keys.stream().map(key -> List.of(key.getKey().split("\\."))).toList();
    }

    @Override
    public Set<KeyValue> getKeyValues(Document document) {
        List<@Nullable Object> values = new ArrayList<>(paths.size());
        for (List<String> path : paths) {
            Object value = value(document, path);
            if (!isPlain(value)) {
                return super.getKeyValues(document);
            }
            values.add(value instanceof Number number ? comparable(number) : value);
        }
        return Set.of(new KeyValue(values));
    }

    /// What stands at a path, or where it meets a list.
    private static @Nullable Object value(Document document, List<String> path) {
        Object value = document;
        for (String field : path) {
            if (value instanceof Collection<?>) {
                return value;
            }
            value = value instanceof Document within ? within.get(field) : null;
        }
        return value;
    }

    private static boolean isPlain(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case String _, Boolean _, Integer _, Long _, Double _ -> true;
            default -> false;
        };
    }

    /// As the superclass makes numbers comparable.
    private static Number comparable(Number number) {
        if (number instanceof Long exact && exact != (long) exact.doubleValue()) {
            return exact;
        }
        // there is a negative zero
        return number.doubleValue() + 0.0;
    }

    @Override
    public synchronized void checkAdd(Document document, MongoCollection<Object> collection) {
        if (isSparse() || getKeyValues(document).stream().anyMatch(this::containsKey)) {
            // which says what is wrong
            super.checkAdd(document, collection);
        }
    }

    @Override
    public synchronized void add(
            Document document, @Nullable Object position, MongoCollection<Object> collection) {
        Set<KeyValue> keys = getKeyValues(document);
        if (isSparse() || keys.size() != 1 || !putKeyPosition(keys.iterator().next(), position)) {
            super.add(document, position, collection);
        }
    }

    @Override
    protected @Nullable Object removeDocument(KeyValue key) {
        return entries.remove(key);
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, @Nullable Object position) {
        return entries.putIfAbsent(key, Missing.ofNullable(position)) == null;
    }

    @Override
    protected Iterable<Map.Entry<KeyValue, Object>> getIterable() {
        return entries.entrySet();
    }

    @Override
    protected @Nullable Object getPosition(KeyValue key) {
        return entries.get(key);
    }

    @Override
    public long getCount() {
        return entries.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }
}
