// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.feature;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a user has of all features that are there.
///
/// @param userId the user
/// @param tier the user's tier
/// @param enabled for the id of each feature, in the order of their definitions, whether it is on
/// @param version grows whenever something of this changes
public record UserFeatures(String userId, Tier tier, Map<String, Boolean> enabled, long version) {
    /// Keeps a copy in the same order.
    public UserFeatures {
        requireNonNull(userId, "userId is null");
        requireNonNull(tier, "tier is null");
        enabled = Collections.unmodifiableMap(new LinkedHashMap<>(enabled));
    }

    /// Whether a feature is on; one that does not exist is off.
    public boolean has(String featureId) {
        return enabled.getOrDefault(featureId, false);
    }
}
