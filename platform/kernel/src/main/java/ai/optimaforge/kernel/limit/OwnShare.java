// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import java.time.Duration;

/// What this node has let in by itself while the cluster could not be asked.
final class OwnShare {
    private static final int MOST_USERS = 100_000;

    private final Cache<String, byte[]> tallies =
            Caffeine.newBuilder()
                    .maximumSize(MOST_USERS)
                    .expireAfterWrite(Duration.ofDays(1))
                    .build();

    Verdict admit(String user, Admit admit) {
        Verdict[] verdict = new Verdict[1];
        tallies.asMap()
                .compute(
                        user,
                        (name, state) -> {
                            var outcome =
                                    Admit.run(
                                            state == null ? new byte[0] : state, admit.argument());
                            verdict[0] = admit.result(outcome.answer());
                            return outcome.state();
                        });
        return verdict[0];
    }

    void settle(String user, Settle settle) {
        tallies.asMap()
                .computeIfPresent(
                        user, (name, state) -> Settle.run(state, settle.argument()).state());
    }
}
