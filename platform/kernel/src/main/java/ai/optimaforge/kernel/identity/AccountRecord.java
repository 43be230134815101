// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.spi.admin.Accounts.AccountInfo;
import ai.optimaforge.spi.store.StoredDocument;

import io.vertx.core.json.JsonObject;

import java.util.Optional;

/// An account as it is stored.
final class AccountRecord {
    private AccountRecord() {}

    /// The account of a user's keys of which nothing else was said.
    static String idOf(String userId) {
        return "acct_" + userId;
    }

    static AccountInfo unknown(String id) {
        return new AccountInfo(id, Optional.empty(), Optional.empty());
    }

    static AccountInfo info(StoredDocument stored) {
        return new AccountInfo(
                stored.id(),
                LimitsDocument.read(stored.body(), "limits"),
                Optional.ofNullable(stored.body().getLong("created_at")));
    }

    /// What may be told of it, for the audit.
    static JsonObject told(AccountInfo account) {
        return new JsonObject()
                .put("limits", account.limits().map(LimitsDocument::of).orElse(null));
    }
}
