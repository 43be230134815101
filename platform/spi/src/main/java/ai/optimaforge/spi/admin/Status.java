// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.admin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the platform does, in numbers.
///
/// @param health how it does in a word
/// @param uptime of this node
/// @param version of the platform
/// @param requestsToday calls since midnight UTC, of all nodes
/// @param members the nodes of the cluster, this one first
/// @param differences in what the nodes differ that should be alike, in words
/// @param connections open connections of clients at this node
/// @param queues how many wait in each queue of this node
public record Status(
        Health health,
        Duration uptime,
        String version,
        long requestsToday,
        List<Node> members,
        List<String> differences,
        long connections,
        Map<String, Long> queues) {
    /// A node of the cluster.
    ///
    /// @param id never given to another node
    /// @param address host and port for the other nodes; `local` if the node is alone
    /// @param pluginSet a digest of its plugins and their versions, alike where they are alike;
    /// empty until the node has said which it has
    public record Node(String id, String address, Optional<String> pluginSet) {}

    /// Keeps copies.
    public Status {
        members = List.copyOf(members);
        differences = List.copyOf(differences);
        queues = Map.copyOf(queues);
    }
}
