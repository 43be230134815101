// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.TimeOrderedId;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which nodes are alive: each that makes responses writes a beat. Another looks whether the beat
/// goes on by its own clock, so that the clocks of two nodes need not agree. Used on the plugin's
/// context.
final class Nodes {
    /// Without a beat for so long, a node counts as lost, and others take over what it did.
    static final Duration LOST_AFTER = Duration.ofSeconds(5);

    /// Without a beat for so long, a node gives up what it does: before others take it over.
    static final Duration GIVE_UP_AFTER = Duration.ofSeconds(3);

    private static final long EXPIRY_SECONDS = 300;

    private final String self = TimeOrderedId.next("node");
    private final DocumentCollection nodes;
    private final Map<String, Seen> seen = new HashMap<>();
    private volatile long lastBeat = System.nanoTime() - GIVE_UP_AFTER.toNanos();

    private record Seen(long version, long since) {}

    Nodes(DocumentStore documents) {
        nodes = documents.collection(CollectionSpec.of("nodes", Index.expiry("expires_at")));
    }

    /// This node, as long as the plugin runs.
    String self() {
        return self;
    }

    /// Tells the others that this node is alive.
    Future<Void> beat() {
        // the time before the write: others may have seen it from then on
        long now = System.nanoTime();
        return nodes.put(self, new JsonObject().put("expires_at", Clock.now() + EXPIRY_SECONDS))
                .onSuccess(done -> lastBeat = now)
                .mapEmpty();
    }

    /// Whether the others may think that this node is lost. From any thread.
    boolean isLost() {
        return System.nanoTime() - lastBeat > GIVE_UP_AFTER.toNanos();
    }

    /// Looks at the beats.
    ///
    /// @return the nodes that are alive, as far as this one knows
    Future<Set<String>> alive() {
        return nodes.find(Query.where(Filter.all()).limitedTo(Query.MAX_LIMIT))
                .map(
                        page -> {
                            long now = System.nanoTime();
                            Set<String> all = new HashSet<>();
                            for (StoredDocument node : page.documents()) {
                                all.add(node.id());
                                seen.merge(
                                        node.id(),
                                        new Seen(node.version(), now),
                                        (before, after) ->
                                                before.version() == after.version()
                                                        ? before
                                                        : after);
                            }
                            seen.keySet().retainAll(all);
                            all.removeIf(node -> isSilent(node, now));
                            all.add(self);
                            return all;
                        });
    }

    private boolean isSilent(String node, long now) {
        Seen last = seen.get(node);
        return last == null || now - last.since() > LOST_AFTER.toNanos();
    }
}
