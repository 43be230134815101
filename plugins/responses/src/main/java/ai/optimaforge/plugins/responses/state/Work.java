// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Durability;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.Update;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The responses that are being made, or wait for it, on all nodes. A small collection, so that
/// it can be looked through. Its entries outlive as much as the responses do.
final class Work {
    /// How many are looked at together.
    static final int MOST_LOOKED_AT = Query.MAX_LIMIT;

    private static final String NOBODY = "";

    private static final Duration PACE = Duration.ofMillis(500);
    private static final int MOST_TOGETHER = 500;

    /// Those beyond are removed by whoever finds that they have ended.
    private static final int MOST_ENDED = 10_000;

    private final DocumentCollection work;
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private boolean removing;

    /// @param id the response
    /// @param node who makes it; empty if nobody does yet
    /// @param background whether another node may go on with it
    /// @param key the key that asked for it
    /// @param attempt how often it was begun, from 1
    record Entry(String id, String node, boolean background, String key, int attempt) {
        private static Entry of(StoredDocument document) {
            JsonObject body = document.body();
            return new Entry(
                    document.id(),
                    body.getString("node"),
                    body.getBoolean("background"),
                    body.getString("key"),
                    body.getInteger("attempt"));
        }

        boolean isFree() {
            return node.equals(NOBODY);
        }

        /// Whether its node has taken it from here; else it has had it from the beginning.
        boolean isTaken() {
            return !isFree() && (background || attempt > 1);
        }
    }

    Work(PluginContext context) {
        work =
                context.documents()
                        .collection(
                                CollectionSpec.of("work", Index.expiry("expires_at"))
                                        .withDurability(Durability.SYSTEM));
        context.meters()
                .gauge(
                        "ended_work",
                        "Responses that have ended and are yet to be taken off the list of those"
                                + " that are made",
                        ended::size);
        context.every(PACE, this::removeEnded);
    }

    Future<Void> add(Entry entry, long expiresAt) {
        JsonObject body =
                new JsonObject()
                        .put("node", entry.node())
                        .put("background", entry.background())
                        .put("key", entry.key())
                        .put("attempt", entry.attempt())
                        .put("expires_at", expiresAt);
        return work.insert(entry.id(), body).mapEmpty();
    }

    /// What there is, the oldest first, up to a thousand.
    Future<List<Entry>> all() {
        return work.find(Query.where(Filter.all()).limitedTo(MOST_LOOKED_AT))
                .map(page -> page.documents().stream().map(Entry::of).toList());
    }

    /// Takes work from a node that has lost it, or that nobody has.
    ///
    /// @return the work, which is the taker's; empty if another was faster
    Future<Optional<Entry>> take(Entry entry, String node) {
        Update taken = Update.begin().set("node", node);
        return work.updateFirst(
                        asSeen(entry), entry.isFree() ? taken : taken.increment("attempt", 1))
                .map(found -> found.map(Entry::of));
    }

    /// Gives work back, for whoever takes it, unless it was taken from its node.
    Future<Void> release(Entry entry) {
        return work.updateFirst(asSeen(entry), Update.begin().set("node", NOBODY)).mapEmpty();
    }

    private static Filter asSeen(Entry entry) {
        return Filter.and(
                Filter.eq("id", entry.id()),
                Filter.eq("node", entry.node()),
                Filter.eq("attempt", entry.attempt()));
    }

    Future<Void> remove(String id) {
        return work.delete(id).mapEmpty();
    }

    /// Removes the entry of a response that has ended by itself, a little later and together with
    /// others: nobody waits for that, and whoever finds it meanwhile sees that it has ended.
    void removeSoon(String id) {
        if (ended.size() < MOST_ENDED) {
            ended.add(id);
        }
    }

    private void removeEnded() {
        List<String> ids = ended.stream().limit(MOST_TOGETHER).toList();
        if (ids.isEmpty() || removing) {
            return;
        }
        removing = true;
        work.deleteAll(Filter.in("id", ids))
                .onSuccess(gone -> ids.forEach(ended::remove))
                .onComplete(done -> removing = false);
    }
}
