// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi;

import io.vertx.core.Future;

/// Calls that are no HTTP request of their own: a message on a WebSocket, work that goes on after
/// its request was answered. Each is counted, limited and accounted for like a request.
public interface Calls {
    /// Lets a call in on behalf of who made another, as a request of its own.
    ///
    /// Call it on an event loop; the call belongs to that loop from then on.
    ///
    /// @param on the call that it comes from, for instance that of a WebSocket
    /// @param operation the name under which usage and metrics show it
    /// @return the call; fails with a [ForgeException] if the caller is refused: the key is
    /// revoked, a limit is reached, a budget spent
    Future<OwnCall> begin(CallContext on, String operation);

    /// Lets a call in on behalf of a key, for what goes on after the request that asked for it
    /// was answered, be it on another node. That request was counted, so this is none; what it
    /// uses counts, and it is in flight until it ends.
    ///
    /// Call it on an event loop; the call belongs to that loop from then on.
    ///
    /// @param keyId the key, as [Caller#keyId()] names it
    /// @param operation the name under which usage and metrics show it
    /// @return the call; fails with a [ForgeException] if the caller is refused
    Future<OwnCall> resume(String keyId, String operation);
}
