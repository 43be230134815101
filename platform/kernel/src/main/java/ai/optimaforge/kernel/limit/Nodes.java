// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import ai.optimaforge.kernel.cluster.ClusterRoom;
import ai.optimaforge.kernel.cluster.Member;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// The nodes as one of them sees them. A node that it does not know yet is not dead.
///
/// @param own the id of this one
/// @param alive those that are there
/// @param dead those that were seen to leave, the last of them
record Nodes(String own, List<String> alive, List<String> dead) {
    private static final int REMEMBERED = 64;

    static Nodes of(ClusterRoom cluster) {
        List<String> alive = cluster.members().stream().map(Member::id).toList();
        return new Nodes(cluster.memberId(), alive, List.of());
    }

    /// The nodes after a change.
    Nodes turnedTo(Nodes now) {
        SequencedSet<String> gone = new LinkedHashSet<>(dead);
        gone.addAll(alive);
        now.alive.forEach(gone::remove);
        while (gone.size() > REMEMBERED) {
            gone.removeFirst();
        }
        return new Nodes(now.own, now.alive, List.copyOf(gone));
    }
}
