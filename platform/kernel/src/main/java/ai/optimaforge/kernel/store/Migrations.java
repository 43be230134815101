// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.spi.store.StoredDocument;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;

/// Brings the shapes of a store's documents forward, step by step, before anything else reads
/// them. The version stands in the document `schema` of the collection `schema`: how many steps
/// have been done.
///
/// A step that was cut short is done again from its beginning, and two nodes that start together
/// may do the same step at the same time: what it does must come to the same if done twice.
public final class Migrations {
    private static final Logger log = LoggerFactory.getLogger("store");
    private static final CollectionSpec SCHEMA = CollectionSpec.of("schema");
    private static final String ID = "schema";
    private static final String VERSION = "version";

    private final DocumentStore store;
    private final DocumentCollection schema;
    private final List<Step> steps;

    private Migrations(DocumentStore store, List<Step> steps) {
        this.store = store;
        this.schema = store.collection(SCHEMA);
        this.steps = List.copyOf(steps);
    }

    /// One step forward. Steps are only ever added at the end.
    @FunctionalInterface
    public interface Step {
        /// Changes what is stored; completes once it is done.
        Future<Void> run(DocumentStore store);
    }

    /// Does the steps that the store has not seen. A store in which there is nothing yet sees all
    /// of them, too.
    ///
    /// @return the version of the store, which is how many steps there are; it fails with an
    /// `IllegalStateException` in words for the operator if the store is of a newer program
    public static Future<Integer> run(DocumentStore store, List<Step> steps) {
        return new Migrations(store, steps).run();
    }

    private Future<Integer> run() {
        return schema.get(ID).compose(this::from);
    }

    private Future<Integer> from(Optional<StoredDocument> found) {
        int version = found.map(document -> document.body().getInteger(VERSION)).orElse(0);
        if (version > steps.size()) {
            return Future.failedFuture(
                    new IllegalStateException(
                            "the store is of a newer version: its schema is %d, not %d"
                                    .formatted(version, steps.size())));
        }
        if (version == steps.size()) {
            return Future.succeededFuture(version);
        }
        return steps.get(version)
                .run(store)
                .compose(done -> note(found, version + 1))
                .compose(this::from);
    }

    private Future<Optional<StoredDocument>> note(Optional<StoredDocument> found, int version) {
        JsonObject body = new JsonObject().put(VERSION, version);
        return found.map(read -> schema.replace(read, body))
                .orElseGet(() -> schema.insert(ID, body))
                .onSuccess(done -> log.info("the store is of schema {} now", version))
                .map(Optional::of)
                // another node was faster, and its word counts
                .recover(e -> isConflict(e) ? schema.get(ID) : Future.failedFuture(e));
    }

    private static boolean isConflict(Throwable failure) {
        return failure instanceof ForgeException e
                && e.errorCode() == CommonError.RESOURCE_CONFLICT;
    }
}
