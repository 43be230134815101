// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.reactivestreams.client.MongoCollection;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The inserts into a collection: those that are asked for while some are under way go together
/// when these are done, each with an outcome of its own. From any thread.
final class Inserts {
    private static final int MOST_TOGETHER = 100;

    /// Of all but one: it may be as large as can be.
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final MongoCollection<BsonDocument> collection;
    private final String name;
    private final Link link;
    private final ArrayDeque<Insert> waiting = new ArrayDeque<>();
    private boolean underWay;

    private record Insert(
            BsonDocument document, int bytes, Context back, Promise<@Nullable Void> outcome) {
        void end(Optional<Throwable> failure) {
            back.runOnContext(
                    here -> failure.ifPresentOrElse(outcome::fail, () -> outcome.complete(null)));
        }
    }

    /// @param name for the words of a failure
    Inserts(MongoCollection<BsonDocument> collection, String name, Link link) {
        this.collection = collection;
        this.name = name;
        this.link = link;
    }

    /// @param bytes how large the document is, about
    /// @param back where the outcome is told
    Future<@Nullable Void> add(BsonDocument document, int bytes, Context back) {
        Optional<Throwable> refusal = link.enter();
        if (refusal.isPresent()) {
            return Future.failedFuture(refusal.get());
        }
        Insert insert = new Insert(document, bytes, back, Promise.promise());
        synchronized (this) {
            if (underWay) {
                waiting.add(insert);
                return insert.outcome().future();
            }
            underWay = true;
        }
        send(List.of(insert));
        return insert.outcome().future();
    }

    private void send(List<Insert> inserts) {
        List<BsonDocument> documents = inserts.stream().map(Insert::document).toList();
        link.insert(
                collection,
                documents,
                failure -> {
                    // those that wait are on their way before these are told
                    List<Insert> next = next();
                    if (!next.isEmpty()) {
                        send(next);
                    }
                    end(inserts, failure);
                });
    }

    private synchronized List<Insert> next() {
        List<Insert> next = new ArrayList<>();
        int bytes = 0;
        while (!waiting.isEmpty() && next.size() < MOST_TOGETHER && bytes < MOST_BYTES) {
            Insert insert = waiting.remove();
            bytes += insert.bytes();
            next.add(insert);
        }
        underWay = !next.isEmpty();
        return next;
    }

    private void end(List<Insert> inserts, @Nullable Throwable failure) {
        for (int i = 0; i < inserts.size(); i++) {
            link.leave();
            inserts.get(i).end(failure(failure, i).map(f -> link.failed(f, name)));
        }
    }

    /// The failure of one of some: the others are in, unless all have failed.
    private static Optional<Throwable> failure(@Nullable Throwable failure, int index) {
        if (!(failure instanceof MongoBulkWriteException bulk)
                || bulk.getWriteErrors().isEmpty()
                || bulk.getWriteConcernError() != null) {
            return Optional.ofNullable(failure);
        }
        List<BulkWriteError> own =
                bulk.getWriteErrors().stream().filter(error -> error.getIndex() == index).toList();
        return own.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new MongoBulkWriteException(
                                bulk.getWriteResult(),
                                own,
                                null,
                                bulk.getServerAddress(),
                                bulk.getErrorLabels()));
    }
}
