// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import ai.optimaforge.spi.admin.Accounts;
import ai.optimaforge.spi.admin.Accounts.AccountChange;
import ai.optimaforge.spi.admin.Accounts.AccountInfo;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.toolkit.resource.Fields;
import ai.optimaforge.toolkit.resource.Lists;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/// Accounts: what each user of their keys may do.
final class AccountResource {
    private final Accounts accounts;

    AccountResource(Accounts accounts) {
        this.accounts = accounts;
    }

    Future<Answer> list(Call call) {
        return accounts.list(Lists.request(call))
                .map(
                        part ->
                                Lists.document(
                                        part, AccountResource::document, AccountInfo::accountId))
                .map(Answer::json);
    }

    Future<Answer> get(Call call) {
        return accounts.get(call.path("accountId"))
                .map(AccountResource::document)
                .map(Answer::json);
    }

    Future<Answer> update(Call call) {
        Fields body = Fields.of(call.json());
        AccountChange change = new AccountChange(LimitFields.change(body));
        body.noMore();
        return accounts.change(call.path("accountId"), change, call.context().caller())
                .map(AccountResource::document)
                .map(Answer::json);
    }

    private static JsonObject document(AccountInfo account) {
        return new JsonObject()
                .put("object", "account")
                .put("id", account.accountId())
                .put("limits", LimitFields.document(account.limits()))
                .put("created_at", account.createdAt().orElse(null));
    }
}
