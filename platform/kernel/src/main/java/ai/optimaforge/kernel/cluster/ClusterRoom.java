// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import ai.optimaforge.spi.Registration;
import ai.optimaforge.spi.cache.ClusterCache;
import ai.optimaforge.spi.cache.Events;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The cluster, or the node alone in place of one: what its nodes share, tell each other and are.
///
/// Who knows the secret and reaches the port belongs to the cluster. A node with another secret
/// is refused, and none of Hazelcast's client protocols is open. But nothing is encrypted: who
/// can read the traffic between nodes learns in time what it takes to join, and who can reach the
/// port can try what Hazelcast's own protocol does with bytes that it did not expect. To keep
/// both away is the task of the network.
public final class ClusterRoom {
    private final boolean clustered;
    private final Grid grid;
    private final Context context;
    private final NodeEvents events;
    private final SharedStates states;
    private final ClusterMeters meters;
    private final Map<String, Listeners<String>> changes = new ConcurrentHashMap<>();

    private ClusterRoom(ClusterConfig config, Grid grid, Vertx vertx, ClusterMeters meters) {
        this.clustered = config.enabled();
        this.grid = grid;
        this.context = vertx.getOrCreateContext();
        this.events = new NodeEvents(grid, meters);
        this.states = new States(grid, config.maxStates());
        this.meters = meters;
    }

    /// A room without steps of others, see the other one.
    public static ClusterRoom open(ClusterConfig config, Vertx vertx, MeterRegistry registry) {
        return open(config, Map.of(), vertx, registry);
    }

    /// Joins the cluster, or makes do without. Blocks until that is done: for the time of a
    /// Hazelcast start if there is a cluster, not at all else.
    ///
    /// @param steps the functions of [SharedStates], which every node of the cluster should know
    /// @throws IllegalStateException if it can't listen, with a message for the operator
    public static ClusterRoom open(
            ClusterConfig config,
            Map<String, StepFunction> steps,
            Vertx vertx,
            MeterRegistry registry) {
        ClusterMeters meters = new ClusterMeters(registry);
        // an if, so that a node alone never loads a class of Hazelcast
        if (config.enabled()) {
            Grid grid = HazelcastGrid.open(config, steps, vertx, meters);
            return new ClusterRoom(config, grid, vertx, meters);
        }
        return new ClusterRoom(config, new LocalGrid(steps, meters), vertx, meters);
    }

    /// The regions of the kernel or of a plugin, whose actions run on an event loop of the room.
    ///
    /// @param prefix `kernel`, or the id of a plugin
    public ClusterCache cache(String prefix) {
        return cache(prefix, own());
    }

    /// The regions of the kernel or of a plugin.
    ///
    /// @param prefix `kernel`, or the id of a plugin
    /// @param audience who is told of changes
    public ClusterCache cache(String prefix, Audience audience) {
        return new Regions(
                prefix,
                grid,
                audience,
                region ->
                        changes.computeIfAbsent(region, name -> new Listeners<>(meters.dropped())));
    }

    /// The events, whose actions run on an event loop of the room.
    public Events events() {
        return events(own());
    }

    /// The events.
    ///
    /// @param audience who is told of them
    public Events events(Audience audience) {
        return events.on(audience);
    }

    /// What the room itself listens to ends with it.
    private Audience own() {
        return new Audience(context, registration -> {});
    }

    /// Whether the node belongs to a cluster, be it the only one there.
    public boolean isClustered() {
        return clustered;
    }

    /// The states that nodes change step by step.
    public SharedStates states() {
        return states;
    }

    /// The nodes, the oldest first. Does not block.
    public List<Member> members() {
        return grid.members();
    }

    /// This node's id. It is a new one after the node was cut off from the cluster and came back.
    public String memberId() {
        return grid.memberId();
    }

    /// Runs an action on an event loop of the room when a node came or went, or says something
    /// else about itself.
    public Registration onMembers(Runnable action) {
        return grid.onMembers(() -> context.runOnContext(turn -> action.run()));
    }

    /// Tells the other nodes about this one, in place of what it said before: versions, plugins;
    /// objects may be nested.
    public Future<Void> describe(JsonObject description) {
        return grid.describe(description);
    }

    /// In what other nodes are not as this one, by what each said about itself: sentences for the
    /// operator, none if all are alike.
    public List<String> differences() {
        return Differences.among(grid.members());
    }

    /// Leaves the cluster; the other nodes take over what this one kept.
    public Future<Void> close() {
        return grid.close();
    }
}
