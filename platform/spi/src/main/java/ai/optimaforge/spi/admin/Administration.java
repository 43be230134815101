// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.admin;

import io.vertx.core.Future;

/// What an operator can see and change. Every change is in force on all nodes within 2 s, and
/// leaves a record in [#audit()]. Nothing here checks who asks: an operation that calls it must
/// ask for the scope `admin` in its contract.
///
/// Failures are [ai.optimaforge.spi.ForgeException]s ready for the client.
public interface Administration {
    /// The keys of callers.
    Keys keys();

    /// The users of whom something is known.
    Users users();

    /// The accounts of which something is known.
    Accounts accounts();

    /// The provider instances.
    Providers providers();

    /// What calls took and cost.
    Usage usage();

    /// Who changed what.
    Audit audit();

    /// What a user may do and what is left of it. Where the user's keys belong to several
    /// accounts, the narrowest of their limits.
    Future<LimitStatus> limits(String userId);

    /// How the platform does, told without asking anybody; no I/O.
    Health health();

    /// How the platform does, in numbers.
    Future<Status> status();

    /// The plugins of this node.
    Plugins plugins();
}
