// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.store;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// Which documents, in which order, and how many of them at a time.
///
/// @param filter which documents
/// @param sort by what; equal ones by id in the same direction. Where the field is not there
/// comes before numbers, they before texts, texts before truths; it may hold no objects and
/// arrays
/// @param order in which direction
/// @param limit at most so many, from 1 to 1000
/// @param after the id of the document behind which the answer begins
/// @param before the id of the document before which the answer ends: it holds the `limit`
/// documents nearest to it, in the query's order
public record Query(
        Filter filter,
        String sort,
        Order order,
        int limit,
        Optional<String> after,
        Optional<String> before) {
    /// The most documents of one answer.
    public static final int MAX_LIMIT = 1_000;

    /// A direction.
    public enum Order {
        /// The smallest first.
        ASCENDING,
        /// The greatest first.
        DESCENDING
    }

    /// Checks the limit.
    public Query {
        requireNonNull(filter, "filter is null");
        requireNonNull(sort, "sort is null");
        requireNonNull(order, "order is null");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be from 1 to 1000, not " + limit);
        }
    }

    /// The first hundred documents that a filter admits, by id.
    public static Query where(Filter filter) {
        return new Query(filter, "id", Order.ASCENDING, 100, Optional.empty(), Optional.empty());
    }

    /// By this field, in this direction.
    public Query sortedBy(String field, Order direction) {
        return new Query(filter, field, direction, limit, after, before);
    }

    /// At most so many.
    public Query limitedTo(int most) {
        return new Query(filter, sort, order, most, after, before);
    }

    /// What comes after a document. Sorted by id, it need not exist any more; else the query
    /// fails with [ai.optimaforge.spi.CommonError#INVALID_PARAMETER] if it doesn't.
    public Query after(String id) {
        return new Query(filter, sort, order, limit, Optional.of(id), before);
    }

    /// What comes just before a document, which need not exist any more if sorted by id.
    public Query before(String id) {
        return new Query(filter, sort, order, limit, after, Optional.of(id));
    }
}
