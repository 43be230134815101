// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.store.StoredDocument;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The inserts into a collection: those that are asked for in one turn of an event loop, or while
/// some are under way, go together, each with an outcome of its own. From any thread.
///
/// @param <D> a document as it goes there
final class Inserts<D> {
    private static final int MOST_TOGETHER = 100;

    /// Of all but one: it may be as large as can be.
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final Insertion<D> insertion;
    private final String name;
    private final Link link;
    private final ArrayDeque<Insert<D>> waiting = new ArrayDeque<>();
    private boolean underWay;

    /// Whose turn the first of those that wait is sent after.
    private Optional<Thread> due = Optional.empty();

    private record Insert<D>(D document, Context back, Promise<@Nullable Void> outcome) {
        void end(Optional<Throwable> failure) {
            back.runOnContext(
                    here -> failure.ifPresentOrElse(outcome::fail, () -> outcome.complete(null)));
        }
    }

    /// @param name for the words of a failure
    Inserts(Insertion<D> insertion, String name, Link link) {
        this.insertion = insertion;
        this.name = name;
        this.link = link;
    }

    /// Inserts a document.
    ///
    /// @param ready what comes before the first one
    /// @param back where the outcome is told
    /// @throws ForgeException if it is not a body that can be kept
    Future<StoredDocument> add(
            String id, JsonObject body, Context back, Optional<Future<Void>> ready) {
        D document = insertion.encode(id, body);
        // now, since later the store may change what it was given
        StoredDocument stored = insertion.stored(document);
        return ready.map(first -> first.compose(done -> add(document, back)))
                .orElseGet(() -> add(document, back))
                .map(done -> stored);
    }

    private Future<@Nullable Void> add(D document, Context back) {
        Optional<Throwable> refusal = link.enter();
        if (refusal.isPresent()) {
            return Future.failedFuture(refusal.get());
        }
        Insert<D> insert = new Insert<>(document, back, Promise.promise());
        if (isFirst(insert)) {
            back.runOnContext(turned -> sendDue());
        } else {
            sendDueElsewhere();
        }
        return insert.outcome().future();
    }

    /// Whether no others are under way, or about to be.
    private synchronized boolean isFirst(Insert<D> insert) {
        waiting.add(insert);
        if (underWay) {
            return false;
        }
        underWay = true;
        due = Optional.of(Thread.currentThread());
        return true;
    }

    private void sendDue() {
        List<Insert<D>> inserts;
        synchronized (this) {
            if (due.isEmpty()) {
                return;
            }
            due = Optional.empty();
            inserts = next();
        }
        send(inserts);
    }

    /// Nobody waits for the turn of another event loop, which may be blocked.
    private void sendDueElsewhere() {
        boolean elsewhere;
        synchronized (this) {
            elsewhere = due.filter(thread -> !thread.equals(Thread.currentThread())).isPresent();
        }
        if (elsewhere) {
            sendDue();
        }
    }

    private void send(List<Insert<D>> inserts) {
        insertion.insert(
                inserts.stream().map(Insert::document).toList(),
                failure -> {
                    // those that wait are on their way before these are told
                    List<Insert<D>> next = next();
                    if (!next.isEmpty()) {
                        send(next);
                    }
                    end(inserts, failure);
                });
    }

    private synchronized List<Insert<D>> next() {
        List<Insert<D>> next = new ArrayList<>();
        int bytes = 0;
        while (!waiting.isEmpty() && next.size() < MOST_TOGETHER && bytes < MOST_BYTES) {
            Insert<D> insert = waiting.remove();
            bytes += insertion.size(insert.document());
            next.add(insert);
        }
        underWay = !next.isEmpty();
        return next;
    }

    private void end(List<Insert<D>> inserts, @Nullable Throwable failure) {
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
