// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.map.IMap;

import io.vertx.core.json.JsonObject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/// Who belongs to the cluster, and what each says about itself. Each node says it again and
/// again, and reads what the others say: so whatever got lost, when a node died or the cluster
/// was cut, is there again soon, and what nobody says any more goes with its time.
final class Membership {
    private static final Logger log = LoggerFactory.getLogger("cluster");
    private static final int SAID_FOR_SECONDS = 60;

    private final HazelcastInstance hazelcast;
    private final Executor blocking;
    private final Runnable onChange;
    private final IMap<String, String> descriptions;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile UUID id;
    private volatile JsonObject own = new JsonObject();
    private volatile Map<String, JsonObject> known = Map.of();

    /// Blocks until Hazelcast knows whom to tell.
    Membership(HazelcastInstance hazelcast, Executor blocking, Runnable onChange) {
        this.hazelcast = hazelcast;
        this.blocking = blocking;
        this.onChange = onChange;
        this.id = hazelcast.getCluster().getLocalMember().getUuid();
        this.descriptions = hazelcast.getMap(HazelcastSettings.DESCRIPTIONS);
        hazelcast.getCluster().addMembershipListener(new Comings());
        hazelcast
                .getLifecycleService()
                .addLifecycleListener(
                        event -> {
                            if (event.getState() == LifecycleState.MERGED) {
                                log.warn("this node was cut off from the cluster and is back");
                                refresh();
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
        JsonObject description = self ? own : known.getOrDefault(uuid, new JsonObject());
        return new Member(uuid, text(member.getAddress()), self, description.copy());
    }

    private static String text(Address address) {
        String host = address.getHost();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    boolean has(UUID member) {
        return hazelcast.getCluster().getMembers().stream()
                .anyMatch(each -> each.getUuid().equals(member));
    }

    /// What this node says about itself.
    JsonObject described() {
        return own.copy();
    }

    CompletionStage<Void> describe(JsonObject description) {
        own = description.copy();
        return CompletableFuture.runAsync(this::say, blocking).thenRun(onChange);
    }

    /// Says it again, and reads what the others say, on another thread.
    void refresh() {
        if (refreshing.getAndSet(true)) {
            return;
        }
        try {
            blocking.execute(this::sayAndRead);
        } catch (RejectedExecutionException _) {
            refreshing.set(false);
        }
    }

    private void sayAndRead() {
        refreshing.set(false);
        try {
            say();
            read();
        } catch (RuntimeException e) {
            log.debug("the nodes' descriptions are not read: {}", e.toString());
        }
    }

    private void say() {
        descriptions.set(id(), own.encode(), SAID_FOR_SECONDS, TimeUnit.SECONDS);
    }

    private void read() {
        Set<String> ids =
                hazelcast.getCluster().getMembers().stream()
                        .map(member -> member.getUuid().toString())
                        .collect(Collectors.toSet());
        Map<String, JsonObject> read = new HashMap<>();
        descriptions.getAll(ids).forEach((from, said) -> read.put(from, new JsonObject(said)));
        if (!read.equals(known)) {
            known = Map.copyOf(read);
            onChange.run();
        }
    }

    private final class Comings implements MembershipListener {
        @Override
        public void memberAdded(MembershipEvent event) {
            log.info("node {} came", text(event.getMember().getAddress()));
            onChange.run();
            refresh();
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            log.info("node {} went", text(event.getMember().getAddress()));
            onChange.run();
            refresh();
        }
    }
}
