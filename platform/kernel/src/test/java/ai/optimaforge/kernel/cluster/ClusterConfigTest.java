// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.config.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

/// What an operator may write below `cluster.`.
class ClusterConfigTest {
    private static final Optional<Secret> SECRET = Optional.of(Secret.of(Nodes.SECRET));
    private static final Optional<String> NO_NAME = Optional.empty();

    private static ClusterConfig enabled(
            List<String> members, Optional<Secret> secret, Optional<String> name) {
        return new ClusterConfig(true, members, "127.0.0.1", 5701, secret, name, 10);
    }

    private static String refusal(Runnable making) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, making::run).getMessage());
    }

    @Test
    void should_need_nothing_when_the_node_is_alone() {
        assertFalse(ClusterConfig.alone().enabled());
    }

    @Test
    void should_say_what_is_missing_when_no_other_node_can_be_found() {
        assertEquals(
                "members must name the nodes of the cluster, or kubernetes-dns a service, when it"
                        + " is enabled",
                refusal(() -> enabled(List.of(), SECRET, NO_NAME)));
        assertEquals(
                "members must name the nodes of the cluster, or kubernetes-dns a service, when it"
                        + " is enabled",
                refusal(() -> enabled(List.of(), SECRET, Optional.of(" "))));
    }

    @Test
    void should_say_what_is_missing_when_there_is_no_secret() {
        assertEquals(
                "secret is required when the cluster is enabled",
                refusal(() -> enabled(List.of("a:1"), Optional.empty(), NO_NAME)));
    }

    @Test
    void should_refuse_a_secret_without_showing_it_when_it_is_short() {
        assertEquals(
                "secret must have at least 16 characters",
                refusal(() -> enabled(List.of("a:1"), Optional.of(Secret.of("short")), NO_NAME)));
    }

    @Test
    void should_refuse_two_ways_to_find_nodes_when_both_are_given() {
        assertEquals(
                "members must be empty when kubernetes-dns says where the nodes are",
                refusal(() -> enabled(List.of("a:1"), SECRET, Optional.of("forge.default"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "host:", ":5701", "host:0", "host:65536", "a b:1", "::1:5701"})
    void should_refuse_a_member_when_it_is_no_address(String member) {
        assertEquals(
                "members must be written host:port, not " + member,
                refusal(() -> enabled(List.of(member), SECRET, NO_NAME)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:5701", "node-1.example.org:1", "[::1]:65535"})
    void should_take_a_member_when_it_is_an_address(String member) {
        assertEquals(List.of(member), enabled(List.of(member), SECRET, NO_NAME).members());
    }

    @Test
    void should_refuse_numbers_when_they_are_out_of_bounds() {
        assertEquals(
                "port must be between 1 and 65535",
                refusal(() -> new ClusterConfig(false, List.of(), "h", 0, SECRET, NO_NAME, 10)));
        assertEquals(
                "max-states must be at least 1",
                refusal(() -> new ClusterConfig(false, List.of(), "h", 1, SECRET, NO_NAME, 0)));
        assertEquals(
                "host must not be empty",
                refusal(() -> new ClusterConfig(false, List.of(), " ", 1, SECRET, NO_NAME, 1)));
    }

    @Test
    void should_name_the_cluster_by_its_secret_without_telling_it() {
        String name = HazelcastSettings.clusterName(Secret.of(Nodes.SECRET));
        assertTrue(name.matches("forge-[0-9a-f]{64}"));
        assertEquals(name, HazelcastSettings.clusterName(Secret.of(Nodes.SECRET)));
        assertNotEquals(name, HazelcastSettings.clusterName(Secret.of(Nodes.SECRET + "!")));
    }
}
