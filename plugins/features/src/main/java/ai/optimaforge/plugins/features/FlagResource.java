// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.features;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.feature.FeatureDefinition;
import ai.optimaforge.spi.feature.Features;
import ai.optimaforge.spi.feature.UserFeatures;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.Map;
import java.util.Optional;

/// The features as flags, in the OpenFeature Remote Evaluation Protocol 0.1: all of them with an
/// entity tag, or one.
final class FlagResource {
    private final Features features;

    FlagResource(Features features) {
        this.features = features;
    }

    Future<Answer> evaluateAll(Call call) {
        FlagContext context = FlagContext.of(call);
        return features.of(context.userId()).map(user -> all(call, context, user));
    }

    Future<Answer> evaluateOne(Call call) {
        String key = call.path("key");
        FlagContext context;
        try {
            context = FlagContext.of(call);
        } catch (ForgeException refused) {
            return Future.succeededFuture(FlagFailure.of(refused).answer(key));
        }
        Optional<FeatureDefinition> feature =
                features.definitions().stream().filter(known -> known.id().equals(key)).findFirst();
        if (feature.isEmpty()) {
            return Future.succeededFuture(FlagFailure.notFound(key).answer(key));
        }
        return features.of(context.userId()).map(user -> Answer.json(flag(feature.get(), user)));
    }

    private Answer all(Call call, FlagContext context, UserFeatures user) {
        JsonArray flags = new JsonArray();
        features.definitions().forEach(feature -> flags.add(flag(feature, user)));
        JsonObject document = new JsonObject().put("flags", flags);
        String tag = EntityTag.of(user, context, document);
        Map<String, String> headers = Map.of("etag", tag);
        if (call.header("if-none-match").filter(known -> EntityTag.isIn(known, tag)).isPresent()) {
            return new Answer.Nothing(304, headers);
        }
        return new Answer.Document(200, headers, document.toBuffer());
    }

    private static JsonObject flag(FeatureDefinition feature, UserFeatures user) {
        boolean on = user.has(feature.id());
        // what the tier would give, and what the user does not have, was switched off
        boolean switchedOff = !on && user.tier().includes(feature.tierRequired());
        return new JsonObject()
                .put("key", feature.id())
                .put("value", on)
                .put("reason", switchedOff ? "DISABLED" : "TARGETING_MATCH")
                .put("variant", on ? "on" : "off")
                .put(
                        "metadata",
                        new JsonObject()
                                .put("plugin", feature.plugin())
                                .put("tier_required", feature.tierRequired().wireName()));
    }
}
