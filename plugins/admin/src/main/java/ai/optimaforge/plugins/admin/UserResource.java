// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import ai.optimaforge.spi.admin.Administration;
import ai.optimaforge.spi.admin.LimitStatus;
import ai.optimaforge.spi.admin.Users.UserChange;
import ai.optimaforge.spi.admin.Users.UserInfo;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.feature.Tier;
import ai.optimaforge.toolkit.resource.Fields;
import ai.optimaforge.toolkit.resource.LimitDocument;
import ai.optimaforge.toolkit.resource.Lists;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.stream.Stream;

/// Users: what they have booked, and what is left of it.
final class UserResource {
    private static final List<String> TIERS = Stream.of(Tier.values()).map(Tier::wireName).toList();

    private final Administration administration;

    UserResource(Administration administration) {
        this.administration = administration;
    }

    Future<Answer> list(Call call) {
        return administration
                .users()
                .list(Lists.request(call))
                .map(part -> Lists.document(part, UserResource::document, UserInfo::userId))
                .map(Answer::json);
    }

    Future<Answer> get(Call call) {
        return administration
                .users()
                .get(call.path("userId"))
                .map(UserResource::document)
                .map(Answer::json);
    }

    Future<Answer> update(Call call) {
        UserChange change = change(Fields.of(call.json()));
        return administration
                .users()
                .change(call.path("userId"), change, call.context().caller())
                .map(UserResource::document)
                .map(Answer::json);
    }

    Future<Answer> rateLimits(Call call) {
        return administration
                .limits(call.path("userId"))
                .map(UserResource::document)
                .map(Answer::json);
    }

    private static UserChange change(Fields body) {
        UserChange change =
                new UserChange(
                        body.word("tier", TIERS).flatMap(Tier::named),
                        LimitFields.change(body),
                        body.flag("disabled"));
        body.noMore();
        return change;
    }

    private static JsonObject document(UserInfo user) {
        return new JsonObject()
                .put("object", "user")
                .put("id", user.userId())
                .put("tier", user.tier().wireName())
                .put("limits", LimitFields.document(user.limits()))
                .put("disabled", user.disabled())
                .put("created_at", user.createdAt().orElse(null));
    }

    private static JsonObject document(LimitStatus status) {
        return new JsonObject()
                .put("userId", status.userId())
                .put("tier", status.tier().wireName())
                .put("limits", LimitDocument.of(status));
    }
}
