// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.store.Index;

import org.bson.BsonDocument;
import org.bson.BsonInt32;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The indexes of a collection as a server makes them, by their names. A name says all that an
/// index is, so an index that was declared otherwise has another.
final class Indexes {
    /// What ours begin with; those of an operator are left alone.
    static final String PREFIX = "forge:";

    private Indexes() {}

    /// An index as a server makes it.
    record Definition(String name, BsonDocument keys, boolean unique) {}

    static Map<String, Definition> of(List<Index> indexes) {
        Map<String, Definition> definitions = new LinkedHashMap<>();
        indexes.forEach(index -> add(index, definitions));
        return definitions;
    }

    private static void add(Index index, Map<String, Definition> definitions) {
        switch (index) {
            case Index.Unique(List<String> fields) ->
                    add("unique", fields, List.of(), true, definitions);
            // a sort by these fields goes on with the id
            case Index.Lookup(List<String> fields) ->
                    add("lookup", fields, List.of(Keys.ID), false, definitions);
            // we sweep by ourselves: the moment is a number, and not every server expires any.
            // With the id it is unique, and so the embedded server keeps it, too
            case Index.Expiry(String field) ->
                    add("expires", List.of(field), List.of(Keys.ID), true, definitions);
        }
    }

    private static void add(
            String kind,
            List<String> fields,
            List<String> more,
            boolean unique,
            Map<String, Definition> definitions) {
        BsonDocument keys = new BsonDocument();
        List<String> paths = new ArrayList<>(fields.stream().map(Keys::path).toList());
        paths.addAll(more);
        paths.forEach(path -> keys.put(path, new BsonInt32(1)));
        String name = PREFIX + kind + ":" + String.join(",", fields);
        definitions.put(name, new Definition(name, keys, unique));
    }
}
