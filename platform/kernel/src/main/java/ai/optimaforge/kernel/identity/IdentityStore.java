// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.StoredDocument;

import io.vertx.core.Future;

import java.util.Optional;

/// Keys and users where they last.
///
/// @param keys `hash` is the key's; `previous_hash` still works until `previous_until`
/// @param users by user id; there is none of a user of whom nothing was ever said
record IdentityStore(DocumentCollection keys, DocumentCollection users) {
    static final String HASH = "hash";
    static final String PREVIOUS_HASH = "previous_hash";
    static final String PREVIOUS_UNTIL = "previous_until";

    static IdentityStore in(DocumentStore store) {
        return new IdentityStore(
                store.collection(
                        CollectionSpec.of("keys", Index.unique(HASH), Index.on(PREVIOUS_HASH))),
                store.collection(CollectionSpec.of("users")));
    }

    /// The key with this hash that is neither revoked nor replaced; it may be expired.
    Future<Optional<StoredDocument>> key(KeyHash hash, long nowSeconds) {
        Filter current = Filter.eq(HASH, hash.hex());
        Filter previous =
                Filter.and(
                        Filter.eq(PREVIOUS_HASH, hash.hex()),
                        Filter.gt(PREVIOUS_UNTIL, nowSeconds));
        Filter works = Filter.and(Filter.or(current, previous), Filter.eq("revoked_at", null));
        return keys.find(Query.where(works).limitedTo(1))
                .map(page -> page.documents().stream().findFirst());
    }

    Future<UserRecord> user(String id) {
        return users.get(id)
                .map(found -> found.map(UserRecord::read).orElse(UserRecord.unknown(id)));
    }
}
