// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.kernel.audit.AuditTrail;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.UserIds;
import ai.optimaforge.spi.admin.ListRequest;
import ai.optimaforge.spi.admin.Listing;
import ai.optimaforge.spi.admin.Users;
import ai.optimaforge.spi.feature.Tier;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Update;

import io.vertx.core.Future;

import java.util.Optional;

/// Users in the store.
final class StoredUsers implements Users {
    private final IdentityStore store;
    private final IdentityNews news;
    private final AuditTrail audit;
    private final Tier defaultTier;

    StoredUsers(IdentityStore store, IdentityNews news, AuditTrail audit, Tier defaultTier) {
        this.store = store;
        this.news = news;
        this.audit = audit;
        this.defaultTier = defaultTier;
    }

    @Override
    public Future<UserInfo> get(String userId) {
        return store.user(userId).map(this::info);
    }

    @Override
    public Future<Listing<UserInfo>> list(ListRequest request) {
        return store.users()
                .find(request.where(Filter.all()))
                .map(page -> Listing.of(page, stored -> info(UserRecord.read(stored))));
    }

    @Override
    public Future<UserInfo> change(String userId, UserChange change, Caller by) {
        if (!UserIds.isWellFormed(userId)) {
            throw new ForgeException(CommonError.INVALID_VALUE, userId + " is no user id.")
                    .withParam("userId");
        }
        return store.user(userId)
                .compose(
                        before ->
                                store.users()
                                        .upsert(userId, update(change))
                                        .map(UserRecord::read)
                                        .compose(after -> note(before, after, by)))
                .onSuccess(after -> news.userChanged(userId, after.disabled()))
                .map(this::info);
    }

    private static Update update(UserChange change) {
        Update update = Update.begin().setOnInsert("created_at", System.currentTimeMillis() / 1000);
        if (change.tier().isPresent()) {
            update = update.set("tier", change.tier().get().wireName());
        }
        if (change.limits().isPresent()) {
            update =
                    update.set(
                            "limits", change.limits().get().map(LimitsDocument::of).orElse(null));
        }
        if (change.disabled().isPresent()) {
            update = update.set("disabled", change.disabled().get());
        }
        return update;
    }

    private Future<UserRecord> note(UserRecord before, UserRecord after, Caller by) {
        return audit.note(
                        "user.change",
                        after.userId(),
                        by,
                        Optional.of(before.told()),
                        Optional.of(after.told()))
                .map(noted -> after);
    }

    private UserInfo info(UserRecord user) {
        return new UserInfo(
                user.userId(),
                user.tierOr(defaultTier),
                user.limits(),
                user.disabled(),
                user.createdAt());
    }
}
