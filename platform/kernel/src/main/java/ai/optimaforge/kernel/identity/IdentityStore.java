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
import io.vertx.core.json.JsonObject;

import java.util.Optional;

/// Keys and users where they last. Whatever a call asks for is found by an id or a unique value,
/// which every store does without looking at the rest.
///
/// @param keys by id; `hash` is unique
/// @param replaced by the hash of a secret that still works for a while: the key's id
/// @param users by user id; there is none of a user of whom nothing was ever said
record IdentityStore(
        DocumentCollection keys, DocumentCollection replaced, DocumentCollection users) {
    static final String HASH = "hash";

    private static final String KEY = "key";
    private static final String UNTIL = "until";

    static IdentityStore in(DocumentStore store) {
        return new IdentityStore(
                store.collection(CollectionSpec.of("keys", Index.unique(HASH))),
                store.collection(CollectionSpec.of("replaced_secrets", Index.expiry(UNTIL))),
                store.collection(CollectionSpec.of("users")));
    }

    /// The key of a secret that works; it may be expired.
    Future<Optional<StoredDocument>> key(KeyHash hash, long nowSeconds) {
        return keys.find(Query.where(Filter.eq(HASH, hash.hex())).limitedTo(1))
                .compose(
                        page ->
                                page.documents().isEmpty()
                                        ? keyOfReplaced(hash, nowSeconds)
                                        : Future.succeededFuture(
                                                Optional.of(page.documents().getFirst())))
                .map(found -> found.filter(key -> key.body().getValue("revoked_at") == null));
    }

    private Future<Optional<StoredDocument>> keyOfReplaced(KeyHash hash, long nowSeconds) {
        return replaced.get(hash.hex())
                .compose(
                        found ->
                                found.filter(old -> old.body().getLong(UNTIL) > nowSeconds)
                                        .map(old -> keys.get(old.body().getString(KEY)))
                                        .orElse(Future.succeededFuture(Optional.empty())));
    }

    /// Lets a secret work for a while, though its key has another.
    Future<?> keepWorking(String hash, String keyId, long untilSeconds) {
        return replaced.put(hash, new JsonObject().put(KEY, keyId).put(UNTIL, untilSeconds));
    }

    Future<UserRecord> user(String id) {
        return users.get(id)
                .map(found -> found.map(UserRecord::read).orElse(UserRecord.unknown(id)));
    }
}
