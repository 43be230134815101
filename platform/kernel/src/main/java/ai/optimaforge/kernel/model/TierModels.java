// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.routing.ModelPatterns;
import ai.optimaforge.spi.feature.Tier;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The models that the users of a tier may call, by whatever key: `tiers.….models`.
final class TierModels {
    /// Every tier may call every model.
    static final TierModels ALL = new TierModels(tier -> List.of());

    private final Map<Tier, ModelPatterns> allowed = new EnumMap<>(Tier.class);

    /// @param patterns those of a tier, of `model` or `instance/model`; all models if there is
    /// none
    TierModels(Function<Tier, List<String>> patterns) {
        for (Tier tier : Tier.values()) {
            ModelPatterns own = ModelPatterns.of(patterns.apply(tier));
            if (!own.isEmpty()) {
                allowed.put(tier, own);
            }
        }
    }

    boolean allow(Tier tier, String instance, String model) {
        ModelPatterns own = allowed.get(tier);
        return own == null || own.match(model) || own.match(instance + "/" + model);
    }
}
