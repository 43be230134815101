// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.spi.admin.Accounts.AccountInfo;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.Page;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.StoredDocument;

import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Keys, users and accounts where they last. Whatever a call asks for is found by an id or a
/// unique value, which every store does without looking at the rest.
///
/// @param keys by id; `hash` is unique
/// @param replaced by the hash of a secret that still works for a while: the key's id
/// @param users by user id; there is none of a user of whom nothing was ever said
/// @param accounts by account id; there is none of an account of which nothing was ever said
record IdentityStore(
        DocumentCollection keys,
        DocumentCollection replaced,
        DocumentCollection users,
        DocumentCollection accounts) {
    static final String HASH = "hash";

    private static final String USER = "user_id";
    private static final String KEY = "key";
    private static final String UNTIL = "until";

    static IdentityStore in(DocumentStore store) {
        return new IdentityStore(
                store.collection(CollectionSpec.of("keys", Index.unique(HASH), Index.on(USER))),
                store.collection(CollectionSpec.of("replaced_secrets", Index.expiry(UNTIL))),
                store.collection(CollectionSpec.of("users")),
                store.collection(CollectionSpec.of("accounts")));
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

    /// A key that works, by its id; it may be expired.
    Future<Optional<StoredDocument>> key(String id) {
        return keys.get(id)
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

    Future<AccountInfo> account(String id) {
        return accounts.get(id)
                .map(found -> found.map(AccountRecord::info).orElse(AccountRecord.unknown(id)));
    }

    /// The accounts of the keys by which a user can call, of a hundred keys at most; the user's
    /// own if there is no such key. Not for the way of a call: an embedded store looks at all
    /// keys.
    Future<List<AccountInfo>> accountsOf(String userId, long nowSeconds) {
        Filter works =
                Filter.and(
                        Filter.eq(USER, userId),
                        Filter.eq("revoked_at", null),
                        Filter.or(
                                Filter.eq("expires_at", null),
                                Filter.gt("expires_at", nowSeconds)));
        return keys.find(Query.where(works).sortedBy("id", Query.Order.DESCENDING))
                .compose(page -> accountsOf(userId, page));
    }

    private Future<List<AccountInfo>> accountsOf(String userId, Page keysOfUser) {
        Set<String> ids = new LinkedHashSet<>();
        keysOfUser.documents().forEach(key -> ids.add(key.body().getString("account_id")));
        if (ids.isEmpty() || userId.equals(Operator.USER)) {
            ids.add(AccountRecord.idOf(userId));
        }
        return Future.all(ids.stream().map(this::account).toList()).map(CompositeFuture::list);
    }
}
