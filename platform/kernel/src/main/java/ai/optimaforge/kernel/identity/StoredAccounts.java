// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.kernel.audit.AuditTrail;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.admin.Accounts;
import ai.optimaforge.spi.admin.ListRequest;
import ai.optimaforge.spi.admin.Listing;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Update;

import io.vertx.core.Future;

import java.util.Optional;

/// Accounts in the store.
final class StoredAccounts implements Accounts {
    /// That of a user's own account, whose id is the longest that there is.
    private static final int LONGEST_ID = 133;

    private final IdentityStore store;
    private final IdentityNews news;
    private final AuditTrail audit;

    StoredAccounts(IdentityStore store, IdentityNews news, AuditTrail audit) {
        this.store = store;
        this.news = news;
        this.audit = audit;
    }

    @Override
    public Future<AccountInfo> get(String accountId) {
        check(accountId);
        return store.account(accountId);
    }

    @Override
    public Future<Listing<AccountInfo>> list(ListRequest request) {
        return store.accounts()
                .find(request.where(Filter.all()))
                .map(page -> Listing.of(page, AccountRecord::info));
    }

    @Override
    public Future<AccountInfo> change(String accountId, AccountChange change, Caller by) {
        check(accountId);
        return store.account(accountId)
                .compose(
                        before ->
                                store.accounts()
                                        .upsert(accountId, update(change))
                                        .map(AccountRecord::info)
                                        .compose(after -> note(before, after, by)))
                .onSuccess(after -> news.accountChanged(accountId));
    }

    private static void check(String id) {
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw new ForgeException(
                            CommonError.INVALID_VALUE,
                            "accountId must be 1 to %d characters, not all of them spaces, not \"%s\"."
                                    .formatted(LONGEST_ID, id))
                    .withParam("accountId");
        }
    }

    private static Update update(AccountChange change) {
        Update update = Update.begin().setOnInsert("created_at", System.currentTimeMillis() / 1000);
        return change.limits()
                .map(limits -> update.set("limits", limits.map(LimitsDocument::of).orElse(null)))
                .orElse(update);
    }

    private Future<AccountInfo> note(AccountInfo before, AccountInfo after, Caller by) {
        return audit.note(
                        "account.change",
                        after.accountId(),
                        by,
                        Optional.of(AccountRecord.told(before)),
                        Optional.of(AccountRecord.told(after)))
                .map(noted -> after);
    }
}
