// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import ai.optimaforge.kernel.identity.Identity;

import io.vertx.core.Future;

/// Keeps callers within their limits.
public interface Limiter {
    /// Lets a call in, or says what is used up. Called for each call, on its event loop; complete
    /// at once if nothing limits the caller, or the node is alone.
    ///
    /// @param tokens what the call is expected to use
    Future<Decision> admit(Identity identity, RateClass rateClass, long tokens);
}
