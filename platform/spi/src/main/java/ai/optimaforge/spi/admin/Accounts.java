// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.admin;

import ai.optimaforge.spi.Caller;

import io.vertx.core.Future;

import java.util.Optional;

/// The accounts of which something is known. Any account that a key names is one.
public interface Accounts {
    /// What is known of an account; of one never seen, nothing.
    Future<AccountInfo> get(String accountId);

    /// Accounts by id.
    Future<Listing<AccountInfo>> list(ListRequest request);

    /// Changes an account, which need not have been seen before.
    Future<AccountInfo> change(String accountId, AccountChange change, Caller by);

    /// An account.
    ///
    /// @param accountId 1 to 133 characters, not all of them spaces
    /// @param limits what each user of the account's keys may do, where the user has no limits of
    /// its own; what is empty is as the user's tier has it
    /// @param createdAt when something was first said of the account, in Unix seconds; empty if
    /// never
    record AccountInfo(String accountId, Optional<Limits> limits, Optional<Long> createdAt) {}

    /// What shall be otherwise; what is empty stays.
    ///
    /// @param limits an empty inner value: as the tiers have it
    record AccountChange(Optional<Optional<Limits>> limits) {}
}
