// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.kernel.audit.AuditTrail;
import ai.optimaforge.kernel.config.Nearest;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.feature.FeatureDefinition;
import ai.optimaforge.spi.feature.Features;
import ai.optimaforge.spi.feature.Tier;
import ai.optimaforge.spi.feature.UserFeatures;
import ai.optimaforge.spi.store.Update;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which features there are, and who switched what.
final class FeatureSwitches implements Features {
    private final IdentityStore store;
    private final IdentityNews news;
    private final AuditTrail audit;
    private final Tier defaultTier;
    private volatile List<FeatureDefinition> definitions = List.of();

    FeatureSwitches(IdentityStore store, IdentityNews news, AuditTrail audit, Tier defaultTier) {
        this.store = store;
        this.news = news;
        this.audit = audit;
        this.defaultTier = defaultTier;
    }

    void define(Collection<FeatureDefinition> known) {
        definitions = known.stream().sorted(Comparator.comparing(FeatureDefinition::id)).toList();
    }

    @Override
    public List<FeatureDefinition> definitions() {
        return definitions;
    }

    /// The features that are off for a user.
    Set<String> off(UserRecord user, Tier tier) {
        Set<String> off = new LinkedHashSet<>();
        for (FeatureDefinition feature : definitions) {
            if (!isEnabled(feature, user, tier)) {
                off.add(feature.id());
            }
        }
        return off;
    }

    private static boolean isEnabled(FeatureDefinition feature, UserRecord user, Tier tier) {
        return tier.includes(feature.tierRequired())
                && user.switches().getOrDefault(feature.id(), feature.enabledByDefault());
    }

    @Override
    public Future<UserFeatures> of(String userId) {
        return store.user(userId).map(this::of);
    }

    private UserFeatures of(UserRecord user) {
        Tier tier = tier(user);
        Map<String, Boolean> enabled = new LinkedHashMap<>();
        List<FeatureDefinition> known = definitions;
        known.forEach(feature -> enabled.put(feature.id(), isEnabled(feature, user, tier)));
        return new UserFeatures(
                user.userId(), tier, enabled, 31 * user.version() + known.hashCode());
    }

    private Tier tier(UserRecord user) {
        return Operator.USER.equals(user.userId()) ? Tier.ENTERPRISE : user.tierOr(defaultTier);
    }

    @Override
    public Future<UserFeatures> set(String userId, String featureId, boolean enabled, Caller by) {
        FeatureDefinition feature = find(featureId);
        return store.user(userId)
                .compose(
                        before -> {
                            if (enabled && !tier(before).includes(feature.tierRequired())) {
                                return Future.failedFuture(insufficient(feature, before));
                            }
                            return store.users().upsert(userId, switched(featureId, enabled));
                        })
                .map(UserRecord::read)
                .compose(
                        after ->
                                audit.note(
                                                "feature.set",
                                                userId,
                                                by,
                                                Optional.empty(),
                                                Optional.of(
                                                        new JsonObject().put(featureId, enabled)))
                                        .map(noted -> after))
                .onComplete(done -> news.userChanged(userId, false))
                .map(this::of);
    }

    private static Update switched(String featureId, boolean enabled) {
        return Update.begin()
                .set("features." + featureId, enabled)
                .setOnInsert("created_at", System.currentTimeMillis() / 1000);
    }

    private FeatureDefinition find(String id) {
        List<FeatureDefinition> known = definitions;
        return known.stream()
                .filter(feature -> feature.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ForgeException(
                                        CommonError.RESOURCE_NOT_FOUND,
                                        "There is no feature %s.%s"
                                                .formatted(id, hint(id, known))));
    }

    private static String hint(String id, List<FeatureDefinition> known) {
        List<String> ids = known.stream().map(FeatureDefinition::id).toList();
        return Nearest.question(id, ids).orElse(" There are " + String.join(", ", ids) + ".");
    }

    private ForgeException insufficient(FeatureDefinition feature, UserRecord user) {
        return new ForgeException(
                CommonError.FORGE_TIER_INSUFFICIENT,
                "The feature %s needs the tier %s; user %s has %s."
                        .formatted(
                                feature.id(),
                                feature.tierRequired().wireName(),
                                user.userId(),
                                tier(user).wireName()));
    }
}
