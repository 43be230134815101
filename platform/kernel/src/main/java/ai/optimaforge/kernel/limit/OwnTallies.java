// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/// The tallies in this node's own memory: all there are if it is alone, what it has let in by
/// itself if the cluster can't be asked.
final class OwnTallies {
    private static final int MOST_USERS = 100_000;

    // no time limit: a cache that is not half full then keeps no books of who reads
    private final Cache<String, Own> tallies =
            Caffeine.newBuilder()
                    .maximumSize(MOST_USERS)
                    // its upkeep is less than waking another thread for it
                    .executor(Runnable::run)
                    .build();

    /// A user's tally, and whether it, or the cluster's, knows what the user did before this node
    /// was started. Any thread.
    static final class Own {
        private final String user;
        private final Tally tally;
        private final RateHeaders headers = new RateHeaders();
        private volatile boolean remembered;

        private Own(String user, Tally tally) {
            this.user = user;
            this.tally = tally;
        }

        String user() {
            return user;
        }

        synchronized <R> R apply(TallyStep<R> step) {
            tally.turnTo(step.nowMillis());
            return step.on(tally);
        }

        RateHeaders headers() {
            return headers;
        }

        boolean isRemembered() {
            return remembered;
        }

        void remembered() {
            remembered = true;
        }
    }

    /// The tally of a user. A call that was counted in it is settled in it, also if it had to
    /// make room for others meanwhile.
    Own of(String user, long nowMillis) {
        Own known = tallies.getIfPresent(user);
        return known != null
                ? known
                : tallies.get(user, name -> new Own(name, Tally.begun(nowMillis)));
    }
}
