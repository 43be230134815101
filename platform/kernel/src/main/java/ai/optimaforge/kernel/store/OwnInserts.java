// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.store.StoredDocument;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.reactivestreams.client.MongoCollection;

import de.bwaldvogel.mongo.bson.Document;

import io.vertx.core.json.JsonObject;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// Inserts of this process into its own server: what a connection, a driver and two codecs would
/// cost is more than the insert itself. They fail as the driver would tell it. From any thread.
final class OwnInserts {
    private final DurableBackend backend;
    private final Executor thread;
    private final Set<UnderWay> underWay = ConcurrentHashMap.newKeySet();

    private record UnderWay(CompletableFuture<@Nullable Void> done, long begun) {}

    /// @param thread the server's
    OwnInserts(DurableBackend backend, Executor thread) {
        this.backend = backend;
        this.thread = thread;
    }

    /// Gives up what has been under way for too long. To be called now and then.
    void expire(Duration patience) {
        long now = System.nanoTime();
        for (UnderWay insert : underWay) {
            if (now - insert.begun() > patience.toNanos()) {
                insert.done()
                        .completeExceptionally(
                                new MongoTimeoutException("the store has not written in time"));
            }
        }
    }

    /// The way into one collection.
    Insertion<Documents.Sized> of(MongoCollection<BsonDocument> collection) {
        return new Insertion<>() {
            @Override
            public Documents.Sized encode(String id, JsonObject body) {
                Documents.Sized made = Documents.of(body);
                Document whole =
                        new Document(Keys.ID, id)
                                .append(Keys.VERSION, 1L)
                                .append(Keys.BODY, made.document());
                return new Documents.Sized(whole, made.bytes());
            }

            @Override
            public int size(Documents.Sized document) {
                return document.bytes();
            }

            @Override
            public StoredDocument stored(Documents.Sized document) {
                Document whole = document.document();
                return new StoredDocument(
                        String.valueOf(whole.get(Keys.ID)),
                        1,
                        Documents.json((Document) requireNonNull(whole.get(Keys.BODY))));
            }

            @Override
            public void insert(
                    List<Documents.Sized> documents, Consumer<@Nullable Throwable> done) {
                List<Document> whole = documents.stream().map(Documents.Sized::document).toList();
                var _ =
                        OwnInserts.this
                                .insert(collection, whole)
                                .whenComplete((inserted, failure) -> done.accept(failure));
            }
        };
    }

    /// Inserts documents, each by itself.
    ///
    /// @return complete, on a thread of the store's, when they are written as the collection
    /// wants it; fails with a [MongoBulkWriteException] if only some are
    private CompletableFuture<@Nullable Void> insert(
            MongoCollection<BsonDocument> collection, List<Document> documents) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        UnderWay insert = new UnderWay(done, System.nanoTime());
        underWay.add(insert);
        var _ = done.whenComplete((inserted, failure) -> underWay.remove(insert));
        try {
            thread.execute(() -> insert(collection, documents, done));
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(new MongoException("the store is closed", e));
        }
        return done;
    }

    private void insert(
            MongoCollection<BsonDocument> collection,
            List<Document> documents,
            CompletableFuture<@Nullable Void> done) {
        try {
            backend.insert(
                    collection.getNamespace(),
                    documents,
                    !Boolean.FALSE.equals(collection.getWriteConcern().getJournal()),
                    thread,
                    (refused, failure) -> end(done, refused, failure));
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private static void end(
            CompletableFuture<@Nullable Void> done,
            List<Document> refused,
            @Nullable Throwable failure) {
        if (failure != null) {
            done.completeExceptionally(new MongoException("the store can't write", failure));
        } else if (refused.isEmpty()) {
            done.complete(null);
        } else {
            done.completeExceptionally(
                    new MongoBulkWriteException(
                            BulkWriteResult.unacknowledged(),
                            refused.stream().map(OwnInserts::error).toList(),
                            null,
                            new ServerAddress(),
                            Set.of()));
        }
    }

    private static BulkWriteError error(Document refused) {
        return new BulkWriteError(
                number(refused, "code"),
                String.valueOf(refused.get("errmsg")),
                new BsonDocument(),
                number(refused, "index"));
    }

    private static int number(Document refused, String field) {
        return refused.get(field) instanceof Integer number ? number : 0;
    }
}
