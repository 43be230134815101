// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.spi.store.Durability;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.Update;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Lists of turns that grow at their end: the chains of responses, and what was said in
/// conversations. A log is one document, read with one read. When that has grown to a megabyte or
/// so, its turns move to a document of their own and it goes on empty, knowing which those are.
final class ItemLogs {
    private static final int TRIES = 20;
    private static final int ALL = Integer.MAX_VALUE;

    private final DocumentCollection logs;
    private final LongTexts texts;

    ItemLogs(DocumentStore documents, LongTexts texts) {
        this.logs =
                documents.collection(
                        CollectionSpec.of("item_logs", Index.expiry("expires_at"))
                                .withDurability(Durability.SYSTEM));
        this.texts = texts;
    }

    /// Begins a log with turns, used by one.
    ///
    /// @param expiresAt in Unix seconds; empty if it stays
    Future<Void> create(String id, List<Turn> turns, OptionalLong expiresAt) {
        int first = firstWrite(turns);
        List<Turn> inOneGo = turns.subList(0, first);
        List<Future<Object>> kept =
                inOneGo.stream().map(turn -> texts.keep(turn.text(), expiresAt)).toList();
        Future<Void> made =
                Future.all(kept)
                        .compose(
                                all -> {
                                    JsonArray entries = new JsonArray();
                                    int size = 0;
                                    for (int i = 0; i < first; i++) {
                                        Object text = kept.get(i).result();
                                        entries.add(LogSegment.entry(inOneGo.get(i).of(), text));
                                        size += LogSegment.size(text);
                                    }
                                    return logs.insert(
                                            id, LogSegment.begun(entries, size, expiresAt));
                                })
                        .mapEmpty();
        for (int i = first; i < turns.size(); i++) {
            int at = i;
            made =
                    made.compose(
                                    done ->
                                            append(
                                                    id,
                                                    Filter.and(
                                                            Filter.eq("id", id),
                                                            Filter.eq("length", at)),
                                                    turns.get(at),
                                                    expiresAt,
                                                    0))
                            .mapEmpty();
        }
        return made;
    }

    /// How many turns one document certainly takes.
    private static int firstWrite(List<Turn> turns) {
        int size = 0;
        int count = 0;
        while (count < turns.size() && size < LogSegment.FULL) {
            size += Math.min(turns.get(count).text().length(), LongTexts.INLINE);
            count++;
        }
        return count;
    }

    /// Adds a turn if the log has as many as is thought, for one more who uses it.
    ///
    /// @return whether it was added; fails with [StateError#CONTEXT_TOO_LONG] if the log takes no
    /// more
    Future<Boolean> append(String id, int length, Turn turn, long expiresAt) {
        Filter asThought = Filter.and(Filter.eq("id", id), Filter.eq("length", length));
        return append(id, asThought, turn, OptionalLong.of(expiresAt), 1);
    }

    /// Adds a turn to a log that stays.
    ///
    /// @return whether the log was there; fails with [StateError#CONTEXT_TOO_LONG] if it takes no
    /// more
    Future<Boolean> append(String id, Turn turn) {
        return append(id, Filter.eq("id", id), turn, OptionalLong.empty(), 0);
    }

    private Future<Boolean> append(
            String id, Filter asThought, Turn turn, OptionalLong expiresAt, int users) {
        Filter filter = Filter.and(asThought, Filter.eq("full", false));
        return texts.keep(turn.text(), expiresAt)
                .compose(
                        text -> {
                            Update update =
                                    Update.begin()
                                            .push("turns", LogSegment.entry(turn.of(), text), ALL)
                                            .increment("length", 1)
                                            .increment("size", LogSegment.size(text))
                                            .increment("users", users);
                            return logs.updateFirst(
                                            filter,
                                            expiresAt.isEmpty()
                                                    ? update
                                                    : update.set(
                                                            "expires_at", expiresAt.getAsLong()))
                                    .map(ItemLogs::segment);
                        })
                .compose(
                        after ->
                                after.isEmpty()
                                        ? get(id).map(ItemLogs::requireRoom).map(false)
                                        : extended(after.get(), expiresAt)
                                                .compose(done -> rolled(after.get()))
                                                .map(true));
    }

    private Future<Optional<LogSegment>> get(String id) {
        return logs.get(id).map(ItemLogs::segment);
    }

    private static Optional<LogSegment> segment(Optional<StoredDocument> found) {
        return found.map(LogSegment::new);
    }

    private static Optional<LogSegment> requireRoom(Optional<LogSegment> log) {
        if (log.filter(LogSegment::isLast).isPresent()) {
            throw new ForgeException(
                    StateError.CONTEXT_TOO_LONG,
                    "What this continues has more than %d MiB: no more is kept."
                            .formatted(LogSegment.MOST * (LogSegment.FULL / 1024 / 1024)));
        }
        return log;
    }

    /// What belongs to a log lives as long as it does.
    private Future<Void> extended(LogSegment log, OptionalLong expiresAt) {
        if (expiresAt.isEmpty()) {
            return Future.succeededFuture();
        }
        long at = expiresAt.getAsLong();
        List<String> earlier = log.earlier(ALL);
        Future<?> segments =
                earlier.isEmpty()
                        ? Future.succeededFuture()
                        : logs.updateAll(
                                Filter.in("id", earlier), Update.begin().set("expires_at", at));
        return segments.compose(done -> texts.extend(log.pieces(), at));
    }

    /// Moves the turns of a log that has grown too large to a document of their own. Whoever
    /// reads meanwhile finds them in one of the two.
    private Future<Void> rolled(LogSegment log) {
        if (!log.isTooLarge()) {
            return Future.succeededFuture();
        }
        return logs.put(log.movedId(), log.moved())
                .compose(done -> logs.replace(log.document(), log.rest()))
                .<Void>mapEmpty()
                // somebody has added to it meanwhile, and so has moved it, or the next one will
                .recover(ItemLogs::unlessConflict);
    }

    private static Future<Void> unlessConflict(Throwable failure) {
        return isConflict(failure) ? Future.succeededFuture() : Future.failedFuture(failure);
    }

    static boolean isConflict(Throwable failure) {
        return failure instanceof ForgeException forge
                && forge.errorCode() == CommonError.RESOURCE_CONFLICT;
    }

    /// The first turns of a log, the oldest first; empty if there is no such log.
    Future<Optional<List<Turn>>> read(String id, int length) {
        return get(id).compose(
                        log ->
                                log.isEmpty()
                                        ? Future.succeededFuture(Optional.empty())
                                        : turns(log.get(), length).map(Optional::of));
    }

    /// All turns of a log.
    Future<Optional<List<Turn>>> read(String id) {
        return read(id, ALL);
    }

    private Future<List<Turn>> turns(LogSegment log, int length) {
        return segments(log, length)
                .compose(
                        segments -> {
                            List<JsonObject> entries =
                                    segments.stream()
                                            .flatMap(segment -> segment.entries().stream())
                                            .limit(length)
                                            .toList();
                            return texts.read(
                                            entries.stream()
                                                    .map(entry -> entry.getValue("text"))
                                                    .toList())
                                    .map(read -> turns(entries, read));
                        });
    }

    private static List<Turn> turns(List<JsonObject> entries, List<String> texts) {
        List<Turn> turns = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            turns.add(new Turn(entries.get(i).getString("of"), texts.get(i)));
        }
        return turns;
    }

    /// The documents of a log, the oldest first, as far as they hold the first turns.
    private Future<List<LogSegment>> segments(LogSegment log, int length) {
        List<String> earlier = log.earlier(length);
        if (earlier.isEmpty()) {
            return Future.succeededFuture(List.of(log));
        }
        return logs.find(Query.where(Filter.in("id", earlier)).limitedTo(LogSegment.MOST))
                .map(
                        page ->
                                Stream.concat(
                                                page.documents().stream().map(LogSegment::new),
                                                Stream.of(log))
                                        .sorted(Comparator.comparingInt(LogSegment::base))
                                        .toList());
    }

    /// One more uses the log, and needs it until then.
    ///
    /// @return whether the log was there
    Future<Boolean> share(String id, long expiresAt) {
        return logs.update(id, Update.begin().increment("users", 1).set("expires_at", expiresAt))
                .map(ItemLogs::segment)
                .compose(
                        log ->
                                log.isEmpty()
                                        ? Future.succeededFuture(false)
                                        : extended(log.get(), OptionalLong.of(expiresAt))
                                                .map(true));
    }

    /// One less uses the log; when nobody does any more, it goes.
    Future<Void> leave(String id) {
        return logs.update(id, Update.begin().increment("users", -1))
                .map(ItemLogs::segment)
                .compose(
                        after ->
                                after.filter(log -> log.users() <= 0).isPresent()
                                        ? delete(id)
                                        : Future.succeededFuture());
    }

    /// Removes a log with all that belongs to it, if it is there.
    Future<Void> delete(String id) {
        return get(id).compose(
                        found -> found.isEmpty() ? Future.succeededFuture() : delete(found.get()));
    }

    private Future<Void> delete(LogSegment log) {
        return segments(log, ALL)
                .compose(
                        segments -> {
                            List<Object> values =
                                    segments.stream()
                                            .flatMap(segment -> segment.texts().stream())
                                            .toList();
                            List<String> ids = segments.stream().map(LogSegment::id).toList();
                            return logs.deleteAll(Filter.in("id", ids))
                                    .compose(gone -> texts.drop(LongTexts.ids(values)));
                        });
    }

    /// Takes the first item of which something is true out of a log; its turn keeps its place.
    ///
    /// @return whether there was one
    Future<Boolean> remove(String id, Predicate<JsonObject> wanted) {
        return remove(id, wanted, TRIES);
    }

    private Future<Boolean> remove(String id, Predicate<JsonObject> wanted, int tries) {
        return get(id).compose(
                        found ->
                                found.isEmpty()
                                        ? Future.succeededFuture(false)
                                        : segments(found.get(), ALL)
                                                .compose(all -> remove(all, 0, wanted)))
                .recover(
                        failure ->
                                isConflict(failure) && tries > 1
                                        ? remove(id, wanted, tries - 1)
                                        : Future.failedFuture(failure));
    }

    private Future<Boolean> remove(
            List<LogSegment> segments, int index, Predicate<JsonObject> wanted) {
        if (index == segments.size()) {
            return Future.succeededFuture(false);
        }
        LogSegment segment = segments.get(index);
        return texts.read(segment.texts())
                .compose(read -> remove(segment, read, wanted))
                .compose(
                        removed ->
                                removed
                                        ? Future.succeededFuture(true)
                                        : remove(segments, index + 1, wanted));
    }

    private Future<Boolean> remove(
            LogSegment segment, List<String> read, Predicate<JsonObject> wanted) {
        for (int i = 0; i < read.size(); i++) {
            List<JsonObject> items = new ArrayList<>(Turn.items(read.get(i)));
            Optional<JsonObject> found = items.stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                items.remove(found.get());
                return replaced(segment, i, Turn.text(items)).map(true);
            }
        }
        return Future.succeededFuture(false);
    }

    private Future<Void> replaced(LogSegment segment, int index, String text) {
        JsonObject body = segment.document().body().copy();
        JsonObject entry = body.getJsonArray("turns").getJsonObject(index);
        List<String> before = LongTexts.ids(List.of(entry.getValue("text")));
        return texts.keep(text, OptionalLong.empty())
                .compose(
                        kept -> {
                            entry.put("text", kept);
                            return logs.replace(segment.document(), body);
                        })
                .compose(done -> texts.drop(before));
    }
}
