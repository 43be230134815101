// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.audit;

import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.admin.Audit;
import ai.optimaforge.spi.admin.ListRequest;
import ai.optimaforge.spi.admin.Listing;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.TimeOrderedId;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.util.Optional;

/// Writes down every change that an operator makes. A change whose record could not be written
/// has happened all the same, and is answered with the failure.
public final class AuditTrail implements Audit {
    private final DocumentCollection entries;

    /// A trail in the kernel's own documents.
    public AuditTrail(DocumentStore store) {
        this.entries = store.collection(CollectionSpec.of("audit"));
    }

    /// Writes a change down.
    ///
    /// @param before without secrets; empty if there was nothing
    /// @param after without secrets; empty if there is nothing any more
    public Future<Void> note(
            String action,
            String target,
            Caller by,
            Optional<JsonObject> before,
            Optional<JsonObject> after) {
        JsonObject entry =
                new JsonObject()
                        .put("time", System.currentTimeMillis() / 1000)
                        .put("action", action)
                        .put("target", target)
                        .put("key_id", by.keyId())
                        .put("user_id", by.userId())
                        .put("before", before.orElse(null))
                        .put("after", after.orElse(null));
        return entries.insert(TimeOrderedId.next("audit"), entry).mapEmpty();
    }

    @Override
    public Future<Listing<Entry>> list(ListRequest request) {
        return entries.find(request.where(Filter.all()))
                .map(page -> Listing.of(page, AuditTrail::entry));
    }

    private static Entry entry(StoredDocument stored) {
        JsonObject body = stored.body();
        return new Entry(
                stored.id(),
                body.getLong("time"),
                body.getString("action"),
                body.getString("target"),
                body.getString("key_id"),
                body.getString("user_id"),
                Optional.ofNullable(body.getJsonObject("before")),
                Optional.ofNullable(body.getJsonObject("after")));
    }
}
