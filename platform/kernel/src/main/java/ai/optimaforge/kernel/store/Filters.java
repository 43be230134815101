// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Filter.Comparison;

import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonValue;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Filters as a server takes them.
final class Filters {
    private Filters() {}

    static BsonDocument of(Filter filter) {
        return switch (filter) {
            case Filter.All() -> new BsonDocument();
            case Filter.Compare(String field, Comparison comparison, Object value) ->
                    comparison == Comparison.EQ
                            ? new BsonDocument(Keys.path(field), Bodies.value(value))
                            : test(field, operator(comparison), Bodies.value(value));
            case Filter.In(String field, List<Object> values) -> test(field, "$in", array(values));
            case Filter.Exists(String field) -> test(field, "$exists", BsonBoolean.TRUE);
            case Filter.And(List<Filter> filters) ->
                    filters.isEmpty() ? new BsonDocument() : all(filters(filters));
            case Filter.Or(List<Filter> filters) ->
                    filters.isEmpty() ? none() : any(filters(filters));
            case Filter.Not(Filter denied) ->
                    new BsonDocument("$nor", new BsonArray(List.of(of(denied))));
        };
    }

    static BsonDocument byId(String id) {
        return new BsonDocument(Keys.ID, Bodies.value(id));
    }

    /// What all of them say, in one document if no two speak of the same field: servers look for
    /// an index there.
    static BsonDocument all(List<BsonDocument> filters) {
        BsonDocument all = new BsonDocument();
        for (BsonDocument filter : filters) {
            for (Map.Entry<String, BsonValue> test : filter.entrySet()) {
                BsonValue other = all.putIfAbsent(test.getKey(), copy(test.getValue()));
                if (other != null && !addToRange(test.getKey(), other, test.getValue())) {
                    return new BsonDocument("$and", new BsonArray(filters));
                }
            }
        }
        return all;
    }

    private static BsonValue copy(BsonValue test) {
        return test instanceof BsonDocument document ? document.clone() : test;
    }

    /// An id is one value, so two bounds of it are a range.
    private static boolean addToRange(String field, BsonValue range, BsonValue more) {
        if (!field.equals(Keys.ID)
                || !(range instanceof BsonDocument one)
                || !(more instanceof BsonDocument other)
                || !Collections.disjoint(one.keySet(), other.keySet())) {
            return false;
        }
        one.putAll(other);
        return true;
    }

    static BsonDocument any(List<BsonDocument> filters) {
        return new BsonDocument("$or", new BsonArray(filters));
    }

    /// No document: an empty `$or` is refused by servers.
    private static BsonDocument none() {
        return new BsonDocument(Keys.ID, new BsonDocument("$in", new BsonArray()));
    }

    private static BsonDocument test(String field, String operator, BsonValue value) {
        return new BsonDocument(Keys.path(field), new BsonDocument(operator, value));
    }

    private static String operator(Comparison comparison) {
        return switch (comparison) {
            case EQ -> "$eq";
            case LT -> "$lt";
            case LTE -> "$lte";
            case GT -> "$gt";
            case GTE -> "$gte";
        };
    }

    private static List<BsonDocument> filters(List<Filter> filters) {
        return filters.stream().map(Filters::of).toList();
    }

    private static BsonArray array(List<Object> values) {
        return new BsonArray(values.stream().map(Bodies::value).toList());
    }
}
