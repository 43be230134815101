// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Removes the documents that have expired: servers expire dates only, and some nothing at all.
final class Sweep {
    private static final Logger log = LoggerFactory.getLogger("store");

    private final Vertx vertx;
    private final long timer;
    private final Map<String, Expiring> collections = new ConcurrentHashMap<>();
    private boolean sweeping;

    private record Expiring(DocumentCollection collection, List<String> fields) {}

    Sweep(Vertx vertx, Duration interval) {
        this.vertx = vertx;
        this.timer = vertx.setPeriodic(interval.toMillis(), tick -> sweep());
    }

    /// Takes over a collection in which something may expire. The one that was there under this
    /// name is forgotten.
    void add(String name, StoredCollection collection) {
        List<String> fields = new ArrayList<>();
        for (Index index : collection.spec().indexes()) {
            if (index instanceof Index.Expiry(String field)) {
                fields.add(field);
            }
        }
        if (fields.isEmpty()) {
            collections.remove(name);
        } else {
            collections.put(name, new Expiring(collection, fields));
        }
    }

    private void sweep() {
        if (sweeping) {
            return;
        }
        sweeping = true;
        long now = Instant.now().getEpochSecond();
        List<Future<Long>> deletions = new ArrayList<>();
        collections
                .values()
                .forEach(c -> c.fields().forEach(f -> deletions.add(delete(c, f, now))));
        Future.join(deletions).onComplete(done -> sweeping = false);
    }

    // a store that is away is told elsewhere, and swept when it is back
    private static Future<Long> delete(Expiring expiring, String field, long now) {
        return expiring.collection()
                .deleteAll(Filter.lte(field, now))
                .onFailure(e -> log.debug("what has expired stays for now: {}", e.getMessage()));
    }

    void close() {
        vertx.cancelTimer(timer);
    }
}
