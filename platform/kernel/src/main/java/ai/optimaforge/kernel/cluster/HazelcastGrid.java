// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import ai.optimaforge.spi.Registration;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.topic.ITopic;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The nodes of a cluster, held together by Hazelcast inside each of them.
final class HazelcastGrid implements Grid {
    private static final int MOST_EVENTS = 4096;
    private static final int MOST_SETUPS = 4096;

    private final HazelcastInstance hazelcast;
    private final Vertx vertx;
    private final ClusterMeters meters;
    private final HazelcastCalls calls;
    private final Queued setup = new Queued("cluster-setup", MOST_SETUPS);
    private final Queued events = new Queued("cluster-events", MOST_EVENTS);
    private final ITopic<byte[]> topic;
    private final Membership membership;
    private final Map<String, HazelcastEntries> entries = new ConcurrentHashMap<>();

    private HazelcastGrid(HazelcastInstance hazelcast, Vertx vertx, ClusterMeters meters) {
        this.hazelcast = hazelcast;
        this.vertx = vertx;
        this.meters = meters;
        this.calls = new HazelcastCalls(vertx, meters);
        this.topic = hazelcast.getTopic(HazelcastSettings.EVENTS);
        this.membership = new Membership(hazelcast, setup);
        meters.members(() -> members().size());
        meters.messages(events::waiting);
    }

    /// Joins the cluster, or begins one if none of its other nodes answers.
    ///
    /// @throws IllegalStateException if it can't listen
    static Grid open(
            ClusterConfig config,
            Map<String, StepFunction> given,
            Vertx vertx,
            ClusterMeters meters) {
        // for what it logs before it has read its settings
        System.setProperty("hazelcast.logging.type", "slf4j");
        AtomicReference<HazelcastInstance> started = new AtomicReference<>();
        Steps steps = Steps.of(RegionSteps.all(id -> isMember(started.get(), id)), given);
        Config settings = HazelcastSettings.of(config, steps, config.secret().orElseThrow());
        try {
            HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(settings);
            started.set(hazelcast);
            return new HazelcastGrid(hazelcast, vertx, meters);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "cluster.port %d: cannot be a node of the cluster at %s: %s"
                            .formatted(config.port(), config.host(), e.getMessage()),
                    e);
        }
    }

    private static boolean isMember(@Nullable HazelcastInstance hazelcast, UUID id) {
        // a node that is about to join does not know better than the holder
        return hazelcast == null
                || hazelcast.getCluster().getMembers().stream()
                        .anyMatch(member -> member.getUuid().equals(id));
    }

    @Override
    public Entries entries(String name, int most) {
        HazelcastEntries known = entries.get(name);
        return known != null ? known : open(name, most);
    }

    @Override
    public Entries lasting(String name) {
        return entries(name, HazelcastSettings.ALL);
    }

    private Entries open(String name, int most) {
        return entries.computeIfAbsent(
                name,
                fresh -> {
                    var made = new HazelcastEntries(name, most, hazelcast, setup, calls);
                    meters.entries(name, made::size);
                    return made;
                });
    }

    @Override
    public void publish(Buffer message) {
        try {
            events.execute(() -> send(message.getBytes()));
        } catch (RejectedExecutionException _) {
            meters.dropped().increment();
        }
    }

    private void send(byte[] message) {
        try {
            topic.publish(message);
        } catch (RuntimeException _) {
            meters.dropped().increment();
        }
    }

    @Override
    public void onMessage(Consumer<Buffer> action) {
        topic.addMessageListener(
                message -> action.accept(Buffer.buffer(message.getMessageObject())));
    }

    @Override
    public String memberId() {
        return membership.id();
    }

    @Override
    public List<Member> members() {
        return membership.members();
    }

    @Override
    public Registration onMembers(Runnable action) {
        return membership.onChange(action);
    }

    @Override
    public Future<Void> describe(JsonObject description) {
        return calls.call(() -> membership.describe(description));
    }

    @Override
    public Future<Void> close() {
        return vertx.executeBlocking(
                () -> {
                    events.close();
                    setup.close();
                    hazelcast.shutdown();
                    return null;
                });
    }
}
