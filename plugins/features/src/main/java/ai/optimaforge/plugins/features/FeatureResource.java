// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.features;

import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.admin.Administration;
import ai.optimaforge.spi.admin.LimitStatus;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.feature.FeatureDefinition;
import ai.optimaforge.spi.feature.Features;
import ai.optimaforge.spi.feature.UserFeatures;
import ai.optimaforge.toolkit.resource.Fields;
import ai.optimaforge.toolkit.resource.LimitDocument;
import ai.optimaforge.toolkit.resource.Lists;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/// Features and who has them.
final class FeatureResource {
    private final Features features;
    private final Administration administration;

    FeatureResource(Features features, Administration administration) {
        this.features = features;
        this.administration = administration;
    }

    Future<Answer> list(Call call) {
        return Future.succeededFuture(
                Answer.json(
                        Lists.document(
                                Lists.part(call, features.definitions(), FeatureDefinition::id),
                                FeatureResource::document,
                                FeatureDefinition::id)));
    }

    Future<Answer> get(Call call) {
        return features.of(call.path("userId")).compose(this::withLimits);
    }

    Future<Answer> set(Call call) {
        Fields body = Fields.of(call.json());
        boolean enabled = body.required("enabled", body::flag);
        body.noMore();
        Caller by = call.context().caller();
        return features.set(call.path("userId"), call.path("featureId"), enabled, by)
                .compose(this::withLimits);
    }

    private Future<Answer> withLimits(UserFeatures user) {
        return administration
                .limits(user.userId())
                .map(limits -> Answer.json(document(user, limits)));
    }

    private JsonObject document(UserFeatures user, LimitStatus limits) {
        JsonObject states = new JsonObject();
        for (FeatureDefinition feature : features.definitions()) {
            states.put(
                    feature.id(),
                    new JsonObject()
                            .put("enabled", user.has(feature.id()))
                            .put("tier_required", feature.tierRequired().wireName()));
        }
        return new JsonObject()
                .put("userId", user.userId())
                .put("tier", user.tier().wireName())
                .put("features", states)
                .put("limits", LimitDocument.of(limits));
    }

    private static JsonObject document(FeatureDefinition feature) {
        return new JsonObject()
                .put("id", feature.id())
                .put("name", feature.name())
                .put("description", feature.description())
                .put("tier_required", feature.tierRequired().wireName())
                .put("default_enabled", feature.enabledByDefault())
                .put("plugin", feature.plugin());
    }
}
