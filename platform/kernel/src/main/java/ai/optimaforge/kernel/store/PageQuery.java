// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Page;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.Query.Order;
import ai.optimaforge.spi.store.StoredDocument;

import org.bson.BsonDocument;
import org.bson.BsonInt32;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A query whose limits are places instead of documents. It asks for one document more than the
/// page holds, to know whether there are more.
///
/// @param query the filter, the order and the limit
/// @param after behind which place the page begins
/// @param before before which place it ends
/// @param backward whether the page holds the last documents there, instead of the first
record PageQuery(
        Query query, Optional<Position> after, Optional<Position> before, boolean backward) {
    BsonDocument filter() {
        List<BsonDocument> filters = new ArrayList<>();
        if (!(query.filter() instanceof Filter.All)) {
            filters.add(Filters.of(query.filter()));
        }
        after.ifPresent(place -> filters.add(place.behind(query.order())));
        before.ifPresent(place -> filters.add(place.behind(opposite(query.order()))));
        return switch (filters.size()) {
            case 0 -> new BsonDocument();
            case 1 -> filters.getFirst();
            default -> Filters.all(filters);
        };
    }

    BsonDocument sort() {
        Order direction = backward ? opposite(query.order()) : query.order();
        BsonInt32 sign = new BsonInt32(direction == Order.ASCENDING ? 1 : -1);
        BsonDocument sort = new BsonDocument(Keys.path(query.sort()), sign);
        sort.put(Keys.ID, sign);
        return sort;
    }

    int limit() {
        return query.limit() + 1;
    }

    Page page(List<StoredDocument> found) {
        boolean hasMore = found.size() > query.limit();
        List<StoredDocument> documents = hasMore ? found.subList(0, query.limit()) : found;
        return new Page(backward ? documents.reversed() : documents, hasMore);
    }

    /// The page behind the last document of this one.
    PageQuery behind(StoredDocument last) {
        Optional<Position> place = Optional.of(Position.of(last, query.sort()));
        return new PageQuery(query, place, before, backward);
    }

    private static Order opposite(Order order) {
        return order == Order.ASCENDING ? Order.DESCENDING : Order.ASCENDING;
    }
}
