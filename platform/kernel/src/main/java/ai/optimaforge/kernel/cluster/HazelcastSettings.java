// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.spi.config.Secret;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.InterfacesConfig;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.config.TopicConfig;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How Hazelcast is set up. All of it is here: no file of Hazelcast's is read.
final class HazelcastSettings {
    static final String STEPS = "forge.steps";
    static final String EVENTS = "forge.events";
    static final String DESCRIPTIONS = "forge.descriptions";

    /// As many entries as there are.
    static final int ALL = 0;

    static final int FACTORY_ID = 7405;

    private static final int PARTITIONS = 271;
    private static final int FEWEST_IN_PARTITION = 8;
    private static final String ANY = "0.0.0.0";

    /// So that a dead node is missed within seconds, a split one heals, and nothing hangs.
    private static final Map<String, String> PROPERTIES =
            Map.ofEntries(
                    Map.entry("hazelcast.phone.home.enabled", "false"),
                    Map.entry("hazelcast.shutdownhook.enabled", "false"),
                    Map.entry("hazelcast.logging.type", "slf4j"),
                    // else each line holds the name of the cluster, which nobody else is to know
                    Map.entry("hazelcast.logging.details.enabled", "false"),
                    Map.entry("hazelcast.health.monitoring.level", "OFF"),
                    Map.entry("hazelcast.partition.count", String.valueOf(PARTITIONS)),
                    Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
                    Map.entry("hazelcast.max.no.heartbeat.seconds", "10"),
                    Map.entry("hazelcast.mastership.claim.timeout.seconds", "10"),
                    Map.entry("hazelcast.wait.seconds.before.join", "0"),
                    Map.entry("hazelcast.max.join.seconds", "60"),
                    Map.entry("hazelcast.merge.first.run.delay.seconds", "5"),
                    Map.entry("hazelcast.merge.next.run.delay.seconds", "5"),
                    Map.entry("hazelcast.graceful.shutdown.max.wait", "10"),
                    Map.entry("hazelcast.operation.call.timeout.millis", "5000"),
                    Map.entry("hazelcast.operation.backup.timeout.millis", "3000"),
                    Map.entry("hazelcast.invocation.retry.pause.millis", "100"),
                    Map.entry("hazelcast.io.thread.count", "2"),
                    Map.entry("hazelcast.event.thread.count", "2"),
                    Map.entry("hazelcast.event.queue.capacity", "10000"));

    private HazelcastSettings() {}

    static Config of(ClusterConfig config, Steps steps, Secret secret) {
        Config hazelcast = new Config();
        hazelcast.setInstanceName("forge-" + config.host() + ":" + config.port());
        hazelcast.setClusterName(clusterName(secret));
        PROPERTIES.forEach(hazelcast::setProperty);
        hazelcast.getMetricsConfig().setEnabled(false);
        hazelcast.getJetConfig().setEnabled(false);
        hazelcast.getUserContext().put(STEPS, steps);
        hazelcast
                .getSerializationConfig()
                .addDataSerializableFactory(FACTORY_ID, HazelcastSettings::read)
                .setJavaSerializationFilterConfig(onlyKnownClasses());
        hazelcast.addTopicConfig(
                new TopicConfig(EVENTS)
                        .setGlobalOrderingEnabled(false)
                        .setStatisticsEnabled(false));
        hazelcast.addMapConfig(map(DESCRIPTIONS, ALL));
        listen(hazelcast, config);
        find(hazelcast.getAdvancedNetworkConfig().getJoin(), config);
        return hazelcast;
    }

    /// The name is what a node must know to get in, so that it is made of the secret, in one
    /// direction.
    static String clusterName(Secret secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.reveal().getBytes(UTF_8), "HmacSHA256"));
            byte[] code = mac.doFinal("optima-forge cluster name 1".getBytes(UTF_8));
            return "forge-" + HexFormat.of().formatHex(code);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static IdentifiedDataSerializable read(int classId) {
        return switch (classId) {
            case ApplyStep.CLASS_ID -> new ApplyStep();
            case KeepState.CLASS_ID -> new KeepState();
            default -> throw new IllegalArgumentException("no class has the id " + classId);
        };
    }

    /// We send no Java object; Hazelcast sends some exceptions of its own.
    private static JavaSerializationFilterConfig onlyKnownClasses() {
        ClassFilter known = new ClassFilter();
        known.addPrefixes("com.hazelcast.", "java.lang.", "java.util.", "[");
        return new JavaSerializationFilterConfig().setDefaultsDisabled(true).setWhitelist(known);
    }

    /// One port, for nodes only: the advanced form opens none for clients unless it is told to.
    private static void listen(Config hazelcast, ClusterConfig config) {
        ServerSocketEndpointConfig endpoint =
                new ServerSocketEndpointConfig()
                        .setPort(config.port())
                        .setPortAutoIncrement(false)
                        .setSocketConnectTimeoutSeconds(2);
        boolean any = config.host().equals(ANY);
        if (!any) {
            endpoint.setInterfaces(
                    new InterfacesConfig().setEnabled(true).addInterface(config.host()));
            hazelcast.setProperty("hazelcast.local.localAddress", config.host());
        }
        hazelcast.setProperty("hazelcast.socket.bind.any", String.valueOf(any));
        AdvancedNetworkConfig network = hazelcast.getAdvancedNetworkConfig();
        network.setEnabled(true).setMemberEndpointConfig(endpoint);
    }

    private static void find(JoinConfig join, ClusterConfig config) {
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        config.kubernetesDns()
                .ifPresentOrElse(
                        name ->
                                join.getKubernetesConfig()
                                        .setEnabled(true)
                                        .setProperty("service-dns", name)
                                        .setProperty("service-port", String.valueOf(config.port())),
                        () ->
                                join.getTcpIpConfig()
                                        .setEnabled(true)
                                        .setConnectionTimeoutSeconds(2)
                                        .setMembers(config.members()));
    }

    /// @param most how many entries a node keeps, or [#ALL]
    static MapConfig map(String name, int most) {
        // it is counted by partition: with fewer in each, two keys that happen to be in one would
        // drive each other out
        EvictionConfig eviction =
                new EvictionConfig()
                        .setEvictionPolicy(most == ALL ? EvictionPolicy.NONE : EvictionPolicy.LRU)
                        .setMaxSizePolicy(MaxSizePolicy.PER_NODE)
                        .setSize(Math.max(most, FEWEST_IN_PARTITION * PARTITIONS));
        return new MapConfig(name)
                .setInMemoryFormat(InMemoryFormat.BINARY)
                .setBackupCount(1)
                .setStatisticsEnabled(true)
                .setEvictionConfig(eviction);
    }
}
