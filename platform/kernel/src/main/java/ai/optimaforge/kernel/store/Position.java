// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.store.Query.Order;
import ai.optimaforge.spi.store.StoredDocument;

import io.vertx.core.json.JsonObject;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A place in the order of a query: behind the document with this value in the field by which is
/// sorted, and this id. It outlives the document.
///
/// @param sort the field, as the query has it
/// @param value its value, by which a server compares; what is not there is null
record Position(String sort, BsonValue value, String id) {
    /// The order of servers among values of different types.
    private static final List<String> TYPES = List.of("null", "number", "string", "bool");

    static Position ofId(String id) {
        return new Position("id", new BsonString(id), id);
    }

    static Position of(StoredDocument document, String sort) {
        return sort.equals("id")
                ? ofId(document.id())
                : new Position(sort, Bodies.value(value(document.body(), sort)), document.id());
    }

    private static @Nullable Object value(JsonObject body, String field) {
        Object value = body;
        for (String segment : field.split("\\.", -1)) {
            value = value instanceof JsonObject object ? object.getValue(segment) : null;
        }
        return value;
    }

    /// What comes behind, in this order.
    BsonDocument behind(Order order) {
        String further = order == Order.ASCENDING ? "$gt" : "$lt";
        if (sort.equals("id")) {
            return test(Keys.ID, further, value);
        }
        String path = Keys.path(sort);
        List<BsonDocument> behind = new ArrayList<>();
        behind.add(
                Filters.all(
                        List.of(
                                test(path, "$eq", value),
                                test(Keys.ID, further, new BsonString(id)))));
        if (!value.isNull()) {
            behind.add(test(path, further, value));
        }
        typesBehind(order).forEach(type -> behind.add(ofType(path, type)));
        return Filters.any(behind);
    }

    /// Servers compare a value with those of its type only, but sort by all.
    private List<String> typesBehind(Order order) {
        int own = TYPES.indexOf(type());
        return order == Order.ASCENDING
                ? TYPES.subList(own + 1, TYPES.size())
                : TYPES.subList(0, own);
    }

    private String type() {
        return switch (value.getBsonType()) {
            case NULL -> "null";
            case INT32, INT64, DOUBLE -> "number";
            case STRING -> "string";
            case BOOLEAN -> "bool";
            default ->
                    throw new IllegalArgumentException(
                            "can't sort by %s: document %s has a %s there"
                                    .formatted(sort, id, value.getBsonType()));
        };
    }

    private static BsonDocument ofType(String path, String type) {
        return switch (type) {
            case "null" -> test(path, "$eq", BsonNull.VALUE);
            // each by its name: not every server knows the one for all of them
            case "number" -> types(path, "int", "long", "double");
            default -> types(path, type);
        };
    }

    private static BsonDocument types(String path, String... names) {
        List<BsonString> types = new ArrayList<>();
        for (String name : names) {
            types.add(new BsonString(name));
        }
        return test(path, "$type", new BsonArray(types));
    }

    private static BsonDocument test(String path, String operator, BsonValue value) {
        return new BsonDocument(path, new BsonDocument(operator, value));
    }
}
