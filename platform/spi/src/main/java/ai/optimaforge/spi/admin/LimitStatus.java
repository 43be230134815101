// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.admin;

import ai.optimaforge.spi.feature.Tier;

import java.util.Optional;

/// A user's limits and what is left of them; empty where there is no limit.
///
/// @param userId the user
/// @param tier the user's tier
/// @param requestsPerMinute calls in this minute
/// @param requestsPerDay calls in this day
/// @param tokensPerMinute tokens in this minute
/// @param concurrent calls at this moment
/// @param budget money, in the period whose limit is nearer
public record LimitStatus(
        String userId,
        Tier tier,
        Optional<Window> requestsPerMinute,
        Optional<Window> requestsPerDay,
        Optional<Window> tokensPerMinute,
        Optional<InUse> concurrent,
        Optional<Budget> budget) {
    /// What is left until a moment.
    ///
    /// @param limit how many there may be
    /// @param remaining how many are left, at least 0
    /// @param reset when it begins anew, in Unix seconds
    public record Window(long limit, long remaining, long reset) {}

    /// What is in use now.
    public record InUse(long limit, long inUse) {}

    /// What is spent, in US dollars.
    ///
    /// @param reset when it begins anew, in Unix seconds
    public record Budget(double limit, double spent, long reset) {}
}
