// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.store.Durability;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;

import io.micrometer.core.instrument.MeterRegistry;

import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/// The embedded store, of this process alone: there is no port, no connection, no driver and no
/// codec, which would cost more than most operations do. They fail as the driver would tell it.
/// From any thread.
final class OwnServer implements Server {
    /// Where the collections are, unless a `store.uri` says otherwise.
    static final String DATABASE = "forge";

    private static final int CLOSING_SECONDS = 5;

    private final EmbeddedStore store;
    private final Duration patience;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("forge-store").factory());
    private final Set<UnderWay> underWay = ConcurrentHashMap.newKeySet();

    private record UnderWay(CompletableFuture<?> outcome, long begun) {}

    private OwnServer(EmbeddedStore store, Duration patience) {
        this.store = store;
        this.patience = patience;
    }

    /// Opens the file, which is made if there is none. Blocks.
    ///
    /// @throws IOException in words for the operator, if the file can't be had
    static OwnServer open(StoreConfig config, Path data, MeterRegistry registry)
            throws IOException {
        EmbeddedStore store = EmbeddedStore.open(data, config.sync(), () -> {}, registry);
        return new OwnServer(store, config.operationTimeout());
    }

    @Override
    public Commands collection(String name, Durability durability) {
        return new OwnCommands(this, name, durability == Durability.DISK);
    }

    @Override
    public Operation<String> collectionNames() {
        return done -> read(DurableDatabase::collectionNames, done);
    }

    @Override
    public boolean hasLookups() {
        return false;
    }

    @Override
    public String problem() {
        return store.problem();
    }

    @Override
    public boolean isAway() {
        return !store.problem().isEmpty();
    }

    @Override
    public void expire() {
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

    /// Reads.
    ///
    /// @param query runs on the store's thread: what is in the documents that it is given, may be
    /// changed by the next operation
    /// @param done gets what the query gives, or the failure, on a thread of the store's
    <T> void read(
            Function<DurableDatabase, List<T>> query,
            BiConsumer<List<T>, @Nullable Throwable> done) {
        begin(outcome -> outcome.complete(store.backend().read(DATABASE, query)), done);
    }

    /// Writes.
    ///
    /// @param how what it does and waits for
    /// @param change runs on the store's thread
    /// @param done gets what the change gives, or the failure, on a thread of the store's, once
    /// it is written
    <T> void write(
            DurableBackend.Writing how,
            Function<DurableDatabase, List<T>> change,
            BiConsumer<List<T>, @Nullable Throwable> done) {
        begin(outcome -> store.backend().write(DATABASE, how, change, thread, outcome), done);
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

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.close();
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
