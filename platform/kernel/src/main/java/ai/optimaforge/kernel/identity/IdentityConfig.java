// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.spi.config.Setting;
import ai.optimaforge.spi.feature.Tier;

import java.time.Duration;

/// Who calls and what that is worth: `identity.…`.
///
/// @param refresh how old what is known of a key or a user may be before it is read again, behind
/// the call that finds it so; a change is known at once all the same, unless its news is lost
public record IdentityConfig(
        @Setting(value = "The tier of users of whom nothing is known", defaultValue = "free")
                Tier defaultTier,
        @Setting(
                        value = "How many keys, and how many users, are kept in memory",
                        defaultValue = "50000")
                int cacheSize,
        @Setting(
                        value =
                                "How old what is known of a key or a user may be before it is read"
                                        + " again behind a call",
                        defaultValue = "30 s")
                Duration refresh) {
    /// Checks the bounds.
    public IdentityConfig {
        if (cacheSize < 1) {
            throw new IllegalArgumentException("cache-size must be at least 1");
        }
        if (!refresh.isPositive()) {
            throw new IllegalArgumentException("refresh must be positive");
        }
    }
}
