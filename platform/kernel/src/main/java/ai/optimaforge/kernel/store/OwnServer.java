// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;

import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/// The way into the server of this process: what a connection, a driver and two codecs would cost
/// is more than what most operations do. They fail as the driver would tell it. From any thread.
final class OwnServer {
    private final DurableBackend backend;
    private final Executor thread;
    private final Set<UnderWay> underWay = ConcurrentHashMap.newKeySet();

    private record UnderWay(CompletableFuture<?> outcome, long begun) {}

    /// @param thread the server's
    OwnServer(DurableBackend backend, Executor thread) {
        this.backend = backend;
        this.thread = thread;
    }

    /// Gives up what has been under way for too long. To be called now and then.
    void expire(Duration patience) {
        long now = System.nanoTime();
        for (UnderWay operation : underWay) {
            if (now - operation.begun() > patience.toNanos()) {
                operation
                        .outcome()
                        .completeExceptionally(
                                new MongoTimeoutException("the store has not answered in time"));
            }
        }
    }

    /// Reads from a collection.
    ///
    /// @param query runs on the server's thread: what is in the documents that it is given, may
    /// be changed by the next operation
    /// @param none what comes of it if there is no such collection
    /// @param done gets what the query gives, or the failure, on a thread of the store's
    <T> void read(
            MongoNamespace collection,
            Function<MongoCollection<Object>, List<T>> query,
            List<T> none,
            BiConsumer<List<T>, @Nullable Throwable> done) {
        begin(outcome -> outcome.complete(backend.read(collection, query).orElse(none)), done);
    }

    /// Changes what is in a collection.
    ///
    /// @param toDisk whether the disk has to have it before it is told
    /// @param change runs on the server's thread
    /// @param done gets what the change gives, or the failure, on a thread of the store's, once
    /// it is written
    <T> void write(
            MongoNamespace collection,
            boolean toDisk,
            Function<MongoCollection<Object>, List<T>> change,
            BiConsumer<List<T>, @Nullable Throwable> done) {
        begin(outcome -> backend.write(collection, toDisk, change, thread, outcome), done);
    }

    private <T> void begin(
            Consumer<CompletableFuture<List<T>>> operation,
            BiConsumer<List<T>, @Nullable Throwable> done) {
        CompletableFuture<List<T>> outcome = new CompletableFuture<>();
        UnderWay begun = new UnderWay(outcome, System.nanoTime());
        underWay.add(begun);
        var _ =
                outcome.whenComplete(
                        (results, failure) -> {
                            underWay.remove(begun);
                            if (failure == null) {
                                done.accept(results, null);
                            } else {
                                done.accept(List.of(), told(failure));
                            }
                        });
        try {
            thread.execute(() -> run(operation, outcome));
        } catch (RejectedExecutionException e) {
            outcome.completeExceptionally(new MongoException("the store is closed", e));
        }
    }

    private static <T> void run(
            Consumer<CompletableFuture<List<T>>> operation, CompletableFuture<List<T>> outcome) {
        try {
            operation.accept(outcome);
        } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
        }
    }

    private static Throwable told(Throwable failure) {
        if (!(failure instanceof MongoServerError error)) {
            return failure;
        }
        BsonDocument reply =
                new BsonDocument("ok", new BsonInt32(0))
                        .append("code", new BsonInt32(error.getCode()))
                        .append("errmsg", new BsonString(error.getMessageWithoutErrorCode()));
        return new MongoCommandException(reply, new ServerAddress());
    }

    /// The failure of some of several writes.
    ///
    /// @param refused `{index, code, errmsg}` of each
    static MongoBulkWriteException refusal(List<Document> refused) {
        return new MongoBulkWriteException(
                BulkWriteResult.unacknowledged(),
                refused.stream().map(OwnServer::error).toList(),
                null,
                new ServerAddress(),
                Set.of());
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
