// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.admin;

import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.feature.Tier;

import io.vertx.core.Future;

import java.util.Optional;

/// The users of whom something is known.
public interface Users {
    /// What is known of a user; of one never seen, the default tier.
    Future<UserInfo> get(String userId);

    /// Users by id.
    Future<Listing<UserInfo>> list(ListRequest request);

    /// Changes a user, who need not have been seen before.
    Future<UserInfo> change(String userId, UserChange change, Caller by);

    /// A user.
    ///
    /// @param limits what is otherwise than the account and the tier have it
    /// @param disabled whether all keys of the user are refused
    /// @param createdAt when something was first said of the user, in Unix seconds; empty if
    /// never
    record UserInfo(
            String userId,
            Tier tier,
            Optional<Limits> limits,
            boolean disabled,
            Optional<Long> createdAt) {}

    /// What shall be otherwise; what is empty stays.
    ///
    /// @param limits an empty inner value: as the account and the tier have it
    record UserChange(
            Optional<Tier> tier, Optional<Optional<Limits>> limits, Optional<Boolean> disabled) {}
}
