// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.kernel.audit.AuditTrail;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.admin.KeyInfo;
import ai.optimaforge.spi.admin.Keys;
import ai.optimaforge.spi.admin.ListRequest;
import ai.optimaforge.spi.admin.Listing;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.TimeOrderedId;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.Optional;

/// Keys in the store.
final class StoredKeys implements Keys {
    private final IdentityStore store;
    private final IdentityNews news;
    private final AuditTrail audit;

    StoredKeys(IdentityStore store, IdentityNews news, AuditTrail audit) {
        this.store = store;
        this.news = news;
        this.audit = audit;
    }

    @Override
    public Future<NewKey> create(KeySpec spec, Caller by) {
        KeyRules.check(spec);
        String secret = MintedKey.next();
        KeyInfo key =
                new KeyInfo(
                        TimeOrderedId.next("key"),
                        spec.name(),
                        MintedKey.shown(secret),
                        spec.accountId().orElse(AccountRecord.idOf(spec.userId())),
                        spec.userId(),
                        spec.scopes(),
                        spec.models(),
                        spec.limits(),
                        spec.labels(),
                        spec.forgeMetadata(),
                        System.currentTimeMillis() / 1000,
                        spec.expiresAt(),
                        Optional.empty(),
                        Optional.empty());
        return store.keys()
                .insert(key.id(), KeyRecord.body(key, KeyHash.of(secret)))
                .compose(made -> note("key.create", Optional.empty(), made, by))
                .map(made -> new NewKey(made, secret));
    }

    @Override
    public Future<Listing<KeyInfo>> list(ListRequest request) {
        return store.keys()
                .find(request.where(Filter.all()))
                .map(page -> Listing.of(page, KeyRecord::info));
    }

    @Override
    public Future<KeyInfo> get(String id) {
        return stored(id).map(KeyRecord::info);
    }

    @Override
    public Future<KeyInfo> change(String id, KeyChange change, Caller by) {
        KeyRules.check(change);
        return stored(id)
                .compose(
                        before -> {
                            KeyInfo changed = KeyRules.changed(KeyRecord.info(before), change);
                            return store.keys()
                                    .replace(before, KeyRecord.changed(changed, before.body()))
                                    .compose(after -> note("key.change", before, after, by));
                        })
                .onSuccess(key -> news.keyChanged(id, false));
    }

    @Override
    public Future<NewKey> rotate(String id, Duration overlap, Caller by) {
        String secret = MintedKey.next();
        return stored(id)
                .compose(
                        before -> {
                            if (KeyRecord.info(before).revokedAt().isPresent()) {
                                return Future.failedFuture(revoked(id));
                            }
                            return turn(before, secret, overlap)
                                    .compose(after -> note("key.rotate", before, after, by));
                        })
                .onSuccess(key -> news.keyChanged(id, false))
                .map(key -> new NewKey(key, secret));
    }

    private Future<StoredDocument> turn(StoredDocument before, String secret, Duration overlap) {
        long until = System.currentTimeMillis() / 1000 + overlap.toSeconds();
        JsonObject turned =
                before.body()
                        .copy()
                        .put(IdentityStore.HASH, KeyHash.of(secret).hex())
                        .put("prefix", MintedKey.shown(secret));
        return store.keepWorking(before.body().getString(IdentityStore.HASH), before.id(), until)
                .compose(kept -> store.keys().replace(before, turned));
    }

    private static ForgeException revoked(String id) {
        return new ForgeException(
                CommonError.RESOURCE_CONFLICT, "The key " + id + " is revoked already.");
    }

    @Override
    public Future<KeyInfo> revoke(String id, Caller by) {
        return stored(id)
                .compose(
                        before -> {
                            KeyInfo key = KeyRecord.info(before);
                            if (key.revokedAt().isPresent()) {
                                return Future.succeededFuture(key);
                            }
                            long now = System.currentTimeMillis() / 1000;
                            return store.keys()
                                    .replace(before, before.body().copy().put("revoked_at", now))
                                    .compose(after -> note("key.revoke", before, after, by));
                        })
                .onSuccess(key -> news.keyChanged(id, true));
    }

    private Future<StoredDocument> stored(String id) {
        return store.keys()
                .get(id)
                .map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                new ForgeException(
                                                        CommonError.RESOURCE_NOT_FOUND,
                                                        "There is no key " + id + ".")));
    }

    private Future<KeyInfo> note(
            String action, StoredDocument before, StoredDocument after, Caller by) {
        return note(action, Optional.of(KeyRecord.told(KeyRecord.info(before))), after, by);
    }

    private Future<KeyInfo> note(
            String action, Optional<JsonObject> before, StoredDocument after, Caller by) {
        KeyInfo key = KeyRecord.info(after);
        return audit.note(action, key.id(), by, before, Optional.of(KeyRecord.told(key)))
                .map(noted -> key);
    }
}
