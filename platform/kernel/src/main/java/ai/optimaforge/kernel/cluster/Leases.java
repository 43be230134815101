// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// The locks that this node holds in one region, so many at most: no lock gives way to another,
/// so that their number must be held down by those who take them.
final class Leases {
    private final int most;
    private final Map<UUID, Long> ends = new HashMap<>();

    Leases(int most) {
        this.most = most;
    }

    /// Whether there is room for one more.
    synchronized boolean begin(UUID token, Duration lease) {
        long now = System.nanoTime();
        if (ends.size() >= most) {
            ends.values().removeIf(end -> end - now <= 0);
        }
        if (ends.size() >= most) {
            return false;
        }
        ends.put(token, now + Nanos.of(lease));
        return true;
    }

    synchronized void end(UUID token) {
        ends.remove(token);
    }
}
