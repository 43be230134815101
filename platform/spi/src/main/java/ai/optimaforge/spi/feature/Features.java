// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.feature;

import ai.optimaforge.spi.Caller;

import io.vertx.core.Future;

import java.util.List;

/// The features of the platform. The kernel keeps callers out of operations whose
/// `x-forge-feature` is off; a plugin asks only where it offers more or less by it.
public interface Features {
    /// The features that the running plugins bring, by id.
    List<FeatureDefinition> definitions();

    /// What a user has, as the store knows it now. A user of whom nothing is known has what the
    /// default tier gives. For the caller of a call, ask [Caller#hasFeature(String)].
    Future<UserFeatures> of(String userId);

    /// Switches a feature for a user, on every node within 2 s.
    ///
    /// @param by who does it
    /// @return what the user has now; fails with 404 and the nearest ids if there is no such
    /// feature, with [ai.optimaforge.spi.CommonError#FORGE_TIER_INSUFFICIENT] if it would be on
    /// and the user's tier is too low
    Future<UserFeatures> set(String userId, String featureId, boolean enabled, Caller by);
}
