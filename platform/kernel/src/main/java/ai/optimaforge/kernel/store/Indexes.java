// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.store.Index;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;

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

    static Map<String, IndexModel> of(List<Index> indexes) {
        Map<String, IndexModel> models = new LinkedHashMap<>();
        indexes.forEach(index -> add(index, models));
        return models;
    }

    private static void add(Index index, Map<String, IndexModel> models) {
        switch (index) {
            case Index.Unique(List<String> fields) ->
                    add("unique", fields, List.of(), true, models);
            // a sort by these fields goes on with the id
            case Index.Lookup(List<String> fields) ->
                    add("lookup", fields, List.of(Keys.ID), false, models);
            // we sweep by ourselves: the moment is a number, and not every server expires any.
            // With the id it is unique, and so the embedded server keeps it, too
            case Index.Expiry(String field) ->
                    add("expires", List.of(field), List.of(Keys.ID), true, models);
        }
    }

    private static void add(
            String kind,
            List<String> fields,
            List<String> more,
            boolean unique,
            Map<String, IndexModel> models) {
        BsonDocument keys = new BsonDocument();
        List<String> paths = new ArrayList<>(fields.stream().map(Keys::path).toList());
        paths.addAll(more);
        paths.forEach(path -> keys.put(path, new BsonInt32(1)));
        String name = PREFIX + kind + ":" + String.join(",", fields);
        models.put(name, new IndexModel(keys, new IndexOptions().name(name).unique(unique)));
    }
}
