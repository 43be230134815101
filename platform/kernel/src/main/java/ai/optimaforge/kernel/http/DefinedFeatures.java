// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.spi.feature.FeatureDefinition;
import ai.optimaforge.spi.feature.Tier;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The features that a contract defines.
final class DefinedFeatures {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    private DefinedFeatures() {}

    /// @throws IllegalArgumentException if they can't be understood
    static List<FeatureDefinition> read(String contract, String owner, @Nullable Object defined) {
        List<FeatureDefinition> features = new ArrayList<>();
        if (defined instanceof List<?> list) {
            list.forEach(item -> features.add(feature(contract, owner, Contract.object(item))));
        }
        return features;
    }

    private static FeatureDefinition feature(
            String contract, String owner, Map<String, Object> feature) {
        String id = String.valueOf(feature.get("id"));
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "the contract %s defines the feature %s: an id is snake_case"
                            .formatted(contract, id));
        }
        return new FeatureDefinition(
                id,
                String.valueOf(feature.getOrDefault("name", id)),
                String.valueOf(feature.getOrDefault("description", "")),
                tier(contract, String.valueOf(feature.getOrDefault("tier_required", "free"))),
                !Boolean.FALSE.equals(feature.get("default_enabled")),
                owner);
    }

    private static Tier tier(String contract, String name) {
        return Tier.named(name)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "the contract %s asks for the tier %s, which there is not"
                                                .formatted(contract, name)));
    }
}
