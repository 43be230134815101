// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.config.Setting;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether the node is alone, and how it finds the others: `cluster.…`.
public record ClusterConfig(
        @Setting(value = "Whether the node belongs to a cluster", defaultValue = "false")
                boolean enabled,
        @Setting(
                        "The nodes to look for, as host:port; this one may be among them, and not"
                                + " all need to run")
                List<String> members,
        @Setting(
                        value =
                                "The address at which the other nodes reach this one; nothing else"
                                        + " is listened on",
                        defaultValue = "127.0.0.1")
                String host,
        @Setting(value = "The port for the other nodes", defaultValue = "5701") int port,
        @Setting(
                        "What all nodes of the cluster know and nobody else, 16 characters or more;"
                                + " a node with another secret does not get in")
                Optional<Secret> secret,
        @Setting(
                        "In place of members: the DNS name of a headless Kubernetes service that"
                                + " resolves to the nodes, which all have the same port")
                Optional<String> kubernetesDns,
        @Setting(
                        value =
                                "How many states a node shares of each kind, such as the limits of"
                                        + " users; beyond it, those least used are forgotten",
                        defaultValue = "100000")
                int maxStates) {
    private static final int SHORTEST = 16;
    private static final Pattern ADDRESS =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\s]+):([0-9]{1,5})");

    /// Checks the bounds, and that a cluster can be found and kept to oneself.
    public ClusterConfig {
        members = List.copyOf(members);
        for (String member : members) {
            require(isAddress(member), "members must be written host:port, not " + member);
        }
        require(!host.isBlank(), "host must not be empty");
        require(isPort(port), "port must be between 1 and 65535");
        require(
                secret.stream().allMatch(text -> text.reveal().length() >= SHORTEST),
                "secret must have at least " + SHORTEST + " characters");
        require(maxStates > 0, "max-states must be at least 1");
        if (enabled) {
            boolean byName = kubernetesDns.filter(name -> !name.isBlank()).isPresent();
            require(
                    byName || !members.isEmpty(),
                    "members must name the nodes of the cluster, or kubernetes-dns a service, when"
                            + " it is enabled");
            require(
                    !byName || members.isEmpty(),
                    "members must be empty when kubernetes-dns says where the nodes are");
            require(secret.isPresent(), "secret is required when the cluster is enabled");
        }
    }

    /// A node on its own.
    static ClusterConfig alone() {
        return new ClusterConfig(
                false, List.of(), "127.0.0.1", 5701, Optional.empty(), Optional.empty(), 100_000);
    }

    private static boolean isAddress(String member) {
        var address = ADDRESS.matcher(member);
        return address.matches() && isPort(Integer.parseInt(address.group(2)));
    }

    private static boolean isPort(int port) {
        return port > 0 && port <= 65_535;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
