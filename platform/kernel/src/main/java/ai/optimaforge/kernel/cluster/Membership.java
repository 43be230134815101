// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import ai.optimaforge.spi.Registration;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.replicatedmap.ReplicatedMap;

import io.vertx.core.json.JsonObject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// Who belongs to the cluster, and what each says about itself. The descriptions are on every
/// node, so that reading them takes no hop.
final class Membership {
    private static final Logger log = LoggerFactory.getLogger("cluster");

    private final HazelcastInstance hazelcast;
    private final Executor blocking;
    private final ReplicatedMap<String, String> descriptions;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile UUID id;
    private volatile JsonObject own = new JsonObject();

    /// Blocks until Hazelcast knows whom to tell.
    Membership(HazelcastInstance hazelcast, Executor blocking) {
        this.hazelcast = hazelcast;
        this.blocking = blocking;
        this.id = hazelcast.getCluster().getLocalMember().getUuid();
        this.descriptions = hazelcast.getReplicatedMap(HazelcastSettings.DESCRIPTIONS);
        descriptions.addEntryListener(new DescriptionListener(this::tell));
        hazelcast.getCluster().addMembershipListener(new Comings());
        hazelcast
                .getLifecycleService()
                .addLifecycleListener(
                        event -> {
                            if (event.getState() == LifecycleState.MERGED) {
                                rejoined();
                            }
                        });
    }

    String id() {
        try {
            id = hazelcast.getCluster().getLocalMember().getUuid();
        } catch (HazelcastInstanceNotActiveException _) {
            log.debug("this node has left the cluster");
        }
        return id.toString();
    }

    List<Member> members() {
        try {
            return hazelcast.getCluster().getMembers().stream().map(this::member).toList();
        } catch (HazelcastInstanceNotActiveException _) {
            return List.of();
        }
    }

    private Member member(com.hazelcast.cluster.Member member) {
        String uuid = member.getUuid().toString();
        boolean self = member.localMember();
        String said = self ? null : descriptions.get(uuid);
        JsonObject description = said == null ? new JsonObject() : new JsonObject(said);
        return new Member(uuid, text(member.getAddress()), self, self ? own.copy() : description);
    }

    private static String text(Address address) {
        String host = address.getHost();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    Registration onChange(Runnable action) {
        listeners.add(action);
        return () -> listeners.remove(action);
    }

    CompletionStage<Void> describe(JsonObject description) {
        own = description.copy();
        return CompletableFuture.runAsync(this::publish, blocking);
    }

    private void publish() {
        descriptions.put(id(), own.encode());
        tell();
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }

    /// The node was cut off, and is back under another id.
    private void rejoined() {
        log.warn("this node was cut off from the cluster and is back");
        later(this::publish);
    }

    private void later(Runnable task) {
        try {
            blocking.execute(
                    () -> {
                        try {
                            task.run();
                        } catch (RuntimeException e) {
                            log.warn("a change of the cluster could not be told: {}", e.toString());
                        }
                    });
        } catch (RejectedExecutionException e) {
            log.warn("a change of the cluster could not be told: {}", e.toString());
        }
    }

    private final class Comings implements MembershipListener {
        @Override
        public void memberAdded(MembershipEvent event) {
            log.info("node {} came", text(event.getMember().getAddress()));
            tell();
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            log.info("node {} went", text(event.getMember().getAddress()));
            if (isOldest(hazelcast.getCluster())) {
                later(() -> descriptions.remove(event.getMember().getUuid().toString()));
            }
            tell();
        }
    }

    private static boolean isOldest(Cluster cluster) {
        return cluster.getMembers().iterator().next().localMember();
    }
}
