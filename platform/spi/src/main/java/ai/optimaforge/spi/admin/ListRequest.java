// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.admin;

import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.Query.Order;

import java.util.Optional;

/// Which part of a list is asked for.
///
/// @param limit at most so many, from 1 to 100
/// @param after what comes behind the one of this id
/// @param before what comes just before the one of this id
/// @param newestFirst whether the newest come first
public record ListRequest(
        int limit, Optional<String> after, Optional<String> before, boolean newestFirst) {
    /// Checks the limit.
    public ListRequest {
        if (limit < 1 || limit > 100) {
            throw new IllegalArgumentException("limit must be from 1 to 100, not " + limit);
        }
    }

    /// The query for documents whose ids sort by age.
    public Query where(Filter filter) {
        Order order = newestFirst ? Order.DESCENDING : Order.ASCENDING;
        return new Query(filter, "id", order, limit, after, before);
    }
}
