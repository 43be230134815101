// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.features;

import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.feature.FeatureDefinition;
import ai.optimaforge.spi.feature.Features;
import ai.optimaforge.spi.feature.Tier;
import ai.optimaforge.spi.feature.UserFeatures;

import io.vertx.core.Future;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Two features, in memory: `chat` for all, `ensemble` for those of a tier that nobody here has.
/// Every user is on the tier `pro`.
final class TwoFeatures implements Features {
    private final Set<String> off = new HashSet<>();
    private long version = 1;

    @Override
    public List<FeatureDefinition> definitions() {
        return List.of(
                new FeatureDefinition("chat", "Chat", "Talks.", Tier.FREE, true, "chat"),
                new FeatureDefinition(
                        "ensemble", "Ensemble", "Asks many.", Tier.ULTIMATE, true, "models"));
    }

    @Override
    public Future<UserFeatures> of(String userId) {
        Map<String, Boolean> enabled = new LinkedHashMap<>();
        enabled.put("chat", !off.contains(userId));
        enabled.put("ensemble", false);
        return Future.succeededFuture(new UserFeatures(userId, Tier.PRO, enabled, version));
    }

    @Override
    public Future<UserFeatures> set(String userId, String featureId, boolean enabled, Caller by) {
        if (!featureId.equals("chat")) {
            return Future.failedFuture(
                    new ForgeException(
                            CommonError.FORGE_TIER_INSUFFICIENT, "It is for ultimate and above."));
        }
        boolean changed = enabled ? off.remove(userId) : off.add(userId);
        version += changed ? 1 : 0;
        return of(userId);
    }
}
