// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.store.Update;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

import java.util.ArrayList;
import java.util.List;

/// Updates as a server takes them. Each counts the version up.
final class Updates {
    private static final BsonInt64 ONE = new BsonInt64(1);

    private final BsonDocument operators = new BsonDocument();

    private Updates() {
        add("$inc", Keys.VERSION, ONE);
    }

    /// @throws IllegalArgumentException if the update changes nothing, or something twice
    static BsonDocument of(Update update) {
        check(update);
        Updates updates = new Updates();
        update.changes().forEach(updates::add);
        return updates.operators;
    }

    /// Puts another body in place of the one that is there.
    static BsonDocument body(BsonDocument body) {
        Updates updates = new Updates();
        updates.add("$set", Keys.BODY, body);
        return updates.operators;
    }

    private void add(Update.Change change) {
        String path = Keys.path(change.field());
        switch (change) {
            case Update.Set set -> add("$set", path, Bodies.value(set.value()));
            case Update.SetOnInsert set -> add("$setOnInsert", path, Bodies.value(set.value()));
            case Update.Unset unset -> add("$unset", path, new BsonString(""));
            case Update.Increment by -> add("$inc", path, amount(by.amount()));
            case Update.Push push -> add("$push", path, push(push));
        }
    }

    private void add(String operator, String path, BsonValue value) {
        operators.computeIfAbsent(operator, name -> new BsonDocument());
        operators.getDocument(operator).put(path, value);
    }

    /// A sum of whole numbers is a long, however small it begins.
    private static BsonValue amount(Number amount) {
        BsonValue value = Bodies.value(amount);
        return value.isInt32() ? new BsonInt64(value.asInt32().getValue()) : value;
    }

    private static BsonDocument push(Update.Push push) {
        return new BsonDocument("$each", new BsonArray(List.of(Bodies.value(push.value()))))
                .append("$slice", new BsonInt32(-push.cap()));
    }

    // servers agree that this is wrong, but not all of them notice
    private static void check(Update update) {
        if (update.changes().isEmpty()) {
            throw new IllegalArgumentException("an update needs a change");
        }
        List<String> seen = new ArrayList<>();
        for (Update.Change change : update.changes()) {
            String field = change.field();
            if (Bodies.isReserved(field)) {
                throw new IllegalArgumentException("an update can't change " + field);
            }
            for (String other : seen) {
                if (isWithin(field, other) || isWithin(other, field)) {
                    throw new IllegalArgumentException(
                            "an update changes %s and %s".formatted(other, field));
                }
            }
            seen.add(field);
        }
    }

    private static boolean isWithin(String inner, String outer) {
        return inner.equals(outer) || inner.startsWith(outer + ".");
    }
}
