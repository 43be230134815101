// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import java.time.Duration;

/// The tallies in this node's own memory: all there are if it is alone, what it has let in by
/// itself if the cluster can't be asked.
final class OwnTallies {
    private static final int MOST_USERS = 100_000;

    private final Cache<String, Tally> tallies;

    /// @param kept how long a tally is kept that nobody asks for
    OwnTallies(Duration kept) {
        this.tallies =
                Caffeine.newBuilder()
                        .maximumSize(MOST_USERS)
                        .expireAfterAccess(kept)
                        // its upkeep is less than waking another thread for it
                        .executor(Runnable::run)
                        .build();
    }

    <R> R apply(String user, TallyStep<R> step) {
        Tally tally = tallies.get(user, name -> Tally.begun(step.nowMillis()));
        synchronized (tally) {
            tally.turnTo(step.nowMillis());
            return step.on(tally);
        }
    }
}
