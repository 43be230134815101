// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.Registration;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleService;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The nodes of a cluster, held together by Hazelcast inside each of them. Where Hazelcast gives
/// up, for instance since it can't get back into a cluster that it was cut off from, it is
/// started again.
final class HazelcastGrid implements Grid {
    private static final Logger log = LoggerFactory.getLogger("cluster");
    private static final int MOST_EVENTS = 4096;
    private static final int MOST_SETUPS = 4096;
    private static final int RESTART_AFTER_SECONDS = 5;
    private static final int REFRESH_MILLIS = 2000;

    private final ClusterConfig config;
    private final Vertx vertx;
    private final ClusterMeters meters;
    private final Steps steps;
    private final HazelcastCalls calls;
    private final Queued setup = new Queued("cluster-setup", MOST_SETUPS);
    private final Queued events = new Queued("cluster-events", MOST_EVENTS);
    private final List<Consumer<Buffer>> messages = new CopyOnWriteArrayList<>();
    private final List<Runnable> members = new CopyOnWriteArrayList<>();
    private final Set<String> metered = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long refreshing;
    private volatile @Nullable HazelcastSession session;

    private HazelcastGrid(
            ClusterConfig config,
            Map<String, StepFunction> given,
            Vertx vertx,
            ClusterMeters meters) {
        this.config = config;
        this.vertx = vertx;
        this.meters = meters;
        this.steps = Steps.of(RegionSteps.all(this::isMember), given);
        this.calls = new HazelcastCalls(vertx, meters);
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
        HazelcastGrid grid = new HazelcastGrid(config, given, vertx, meters);
        try {
            grid.start(new JsonObject());
            grid.refresh();
            return grid;
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "cluster.port %d: cannot be a node of the cluster at %s: %s"
                            .formatted(config.port(), config.host(), e.getMessage()),
                    e);
        }
    }

    private void refresh() {
        refreshing = vertx.setPeriodic(REFRESH_MILLIS, turn -> session().membership().refresh());
    }

    /// Blocks.
    private synchronized void start(JsonObject description) {
        if (closed.getCount() == 0) {
            return;
        }
        HazelcastInstance hazelcast =
                Hazelcast.newHazelcastInstance(
                        HazelcastSettings.of(config, steps, config.secret().orElseThrow()));
        try {
            begin(hazelcast, description);
        } catch (RuntimeException e) {
            hazelcast.shutdown();
            throw e;
        }
    }

    private void begin(HazelcastInstance hazelcast, JsonObject description) {
        HazelcastSession started =
                new HazelcastSession(
                        hazelcast,
                        setup,
                        calls,
                        message -> messages.forEach(action -> action.accept(message)),
                        () -> members.forEach(Runnable::run));
        HazelcastSession last = session;
        if (last != null) {
            started.continueFrom(last);
        }
        session = started;
        LifecycleService life = hazelcast.getLifecycleService();
        life.addLifecycleListener(
                event -> {
                    if (event.getState() == LifecycleState.SHUTDOWN) {
                        ended(started);
                    }
                });
        if (!life.isRunning()) {
            ended(started);
        }
        if (!description.isEmpty()) {
            var _ = started.membership().describe(description);
        }
    }

    private void ended(HazelcastSession last) {
        if (closed.getCount() > 0) {
            log.error("this node is out of the cluster and will try to get back");
            Thread.ofVirtual().name("cluster-restart").start(() -> restart(last));
        }
    }

    private void restart(HazelcastSession last) {
        try {
            while (!closed.await(RESTART_AFTER_SECONDS, TimeUnit.SECONDS) && session == last) {
                try {
                    start(last.membership().described());
                    log.info("this node is back in the cluster");
                } catch (RuntimeException e) {
                    log.warn("this node is not back in the cluster yet: {}", e.toString());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HazelcastSession session() {
        return requireNonNull(session);
    }

    private boolean isMember(UUID id) {
        HazelcastSession now = session;
        // a node that has only just joined does not know better than the holder
        return now == null || now.membership().has(id);
    }

    @Override
    public Entries entries(String name, int most) {
        Entries entries = session().entries(name, most);
        if (!metered.contains(name) && metered.add(name)) {
            meters.entries(name, () -> session().size(name));
        }
        return entries;
    }

    @Override
    public Entries lasting(String name) {
        return entries(name, HazelcastSettings.ALL);
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
            session().publish(message);
        } catch (RuntimeException _) {
            meters.dropped().increment();
        }
    }

    @Override
    public void onMessage(Consumer<Buffer> action) {
        messages.add(action);
    }

    @Override
    public String memberId() {
        return session().membership().id();
    }

    @Override
    public List<Member> members() {
        return session().membership().members();
    }

    @Override
    public Registration onMembers(Runnable action) {
        members.add(action);
        return () -> members.remove(action);
    }

    @Override
    public Future<Void> describe(JsonObject description) {
        return calls.call(() -> session().membership().describe(description));
    }

    @Override
    public Future<Void> close() {
        closed.countDown();
        vertx.cancelTimer(refreshing);
        return vertx.executeBlocking(this::stop);
    }

    private synchronized Void stop() {
        events.close();
        setup.close();
        session().close();
        return null;
    }
}
