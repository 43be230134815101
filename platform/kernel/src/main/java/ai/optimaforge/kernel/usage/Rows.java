// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import ai.optimaforge.spi.store.Write;

import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The rows that are being summed up. Each is a document of this run of this node alone: it is
/// put whole, so that to put it twice changes nothing, and nodes never write to the same.
///
/// Used by the writer's thread only.
final class Rows {
    private final int limit;
    private final Duration retention;
    private final String run;
    private final Map<RowKey, Row> rows = new HashMap<>();
    private long made;
    private long newest;
    private boolean hasUnchanged;

    private static final class Row {
        private final String id;
        private final Sums sums = new Sums();
        private boolean changed;

        Row(String id) {
            this.id = id;
        }
    }

    /// @param limit how many rows there may be
    /// @param run names the documents; no other run of any node may have the same
    Rows(int limit, Duration retention, long run) {
        this.limit = limit;
        this.retention = retention;
        this.run = HexFormat.of().toHexDigits(run);
    }

    /// Sums up a call in a row of its kind; does nothing and answers false if there is no room
    /// for one.
    ///
    /// @param waiting how many rows wait elsewhere, and count
    boolean add(UsageRecord call, int waiting) {
        RowKey key = RowKey.of(call);
        if (!rows.containsKey(key) && !hasRoom(waiting)) {
            return false;
        }
        add(key, call);
        return true;
    }

    /// Sums up a call by its hour alone.
    void addWithoutDetail(UsageRecord call) {
        add(RowKey.others(call), call);
    }

    private boolean hasRoom(int waiting) {
        if (rows.size() + waiting >= limit && hasUnchanged) {
            // what the store has is not needed here: what is added to it will be a new document
            rows.values().removeIf(row -> !row.changed);
            hasUnchanged = false;
        }
        return rows.size() + waiting < limit;
    }

    private void add(RowKey key, UsageRecord call) {
        addTo(key, call);
        addTo(RowKey.day(call), call);
    }

    private void addTo(RowKey key, UsageRecord call) {
        newest = Math.max(newest, key.begin());
        Row row = rows.computeIfAbsent(key, absent -> new Row(nextId(key)));
        row.sums.add(call);
        row.changed = true;
    }

    private String nextId(RowKey key) {
        return key.span().id(key.begin()) + "-" + run + "-" + ++made;
    }

    int size() {
        return rows.size();
    }

    /// The documents of the rows that have changed since [#seal], as they are now.
    List<Write.Put> changed() {
        List<Write.Put> documents = new ArrayList<>();
        rows.forEach(
                (key, row) -> {
                    if (row.changed) {
                        documents.add(new Write.Put(row.id, document(key, row)));
                    }
                });
        return documents;
    }

    /// What [#changed] gives, to be written: the rows count as unchanged from now on, and those
    /// of hours that are over are forgotten.
    List<Write.Put> seal() {
        List<Write.Put> documents = changed();
        rows.values().forEach(row -> row.changed = false);
        rows.keySet().removeIf(key -> key.begin() + 2L * key.span().seconds() <= newest);
        hasUnchanged = true;
        return documents;
    }

    private JsonObject document(RowKey key, Row row) {
        JsonObject document = new JsonObject();
        key.writeTo(document);
        row.sums.writeTo(document);
        return document.put(
                "expires_at", key.begin() + key.span().seconds() + retention.toSeconds());
    }

    /// Forgets all rows: what is summed up from now on goes to new documents.
    void clear() {
        rows.clear();
    }
}
