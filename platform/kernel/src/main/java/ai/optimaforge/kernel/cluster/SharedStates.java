// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import io.vertx.core.Future;

import java.time.Duration;

/// States that the nodes of the cluster change one step at a time: limits, quotas, claims.
///
/// The steps of one key are run one after the other where the key lives, whoever sends them, at
/// the cost of at most one hop. A step that has been answered is on a second node too, so it
/// survives the death of any one. A step whose node dies before the answer is sent again: then it
/// may have been taken twice, never not at all. A step that failed may have been taken or not. A
/// cluster that is cut in two takes steps in each half, and forgets those of one when it is whole
/// again.
public interface SharedStates {
    /// Runs a step. May be called from any thread; called on an event loop, the result comes back
    /// to that loop, at once if the node is alone. While the cluster is away, the future fails
    /// with [ai.optimaforge.spi.CommonError#CACHE_UNAVAILABLE] within seconds.
    ///
    /// @param map the kind of state, `snake_case`
    /// @param key 1 to 512 characters
    /// @param step whose type was given to [ClusterRoom#open]
    /// @param ttl how long a state is kept after it was changed
    <R> Future<R> apply(String map, String key, StateStep<R> step, Duration ttl);
}
