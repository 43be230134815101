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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// Lists of turns that grow at their end: the chains of responses, and what was said in
/// conversations. A log is one document, read with one read. When that has grown to a megabyte or
/// so, its turns move to a document of their own and it goes on empty, knowing which those are.
final class ItemLogs {
    /// In characters.
    static final int SEGMENT = 1024 * 1024;

    /// How many documents a log may have, so that no read of one is without end.
    static final int MOST_SEGMENTS = 64;

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
                                        entries.add(entry(inOneGo.get(i).of(), text));
                                        size += size(text);
                                    }
                                    return logs.insert(id, body(entries, size, expiresAt));
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
        while (count < turns.size() && size < SEGMENT) {
            size += Math.min(turns.get(count).text().length(), LongTexts.INLINE);
            count++;
        }
        return count;
    }

    private static JsonObject body(JsonArray entries, int size, OptionalLong expiresAt) {
        JsonObject body =
                new JsonObject()
                        .put("turns", entries)
                        .put("base", 0)
                        .put("length", entries.size())
                        .put("size", size)
                        .put("earlier", new JsonArray())
                        .put("full", false)
                        .put("users", 1);
        expiresAt.ifPresent(at -> body.put("expires_at", at));
        return body;
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
                                            .push("turns", entry(turn.of(), text), ALL)
                                            .increment("length", 1)
                                            .increment("size", size(text))
                                            .increment("users", users);
                            return logs.updateFirst(
                                    filter,
                                    expiresAt.isEmpty()
                                            ? update
                                            : update.set("expires_at", expiresAt.getAsLong()));
                        })
                .compose(
                        after ->
                                after.isEmpty()
                                        ? logs.get(id).map(ItemLogs::requireRoom).map(false)
                                        : extended(after.get(), expiresAt)
                                                .compose(done -> rolled(after.get()))
                                                .map(true));
    }

    private static Optional<StoredDocument> requireRoom(Optional<StoredDocument> log) {
        if (log.filter(found -> found.body().getBoolean("full")).isPresent()) {
            throw new ForgeException(
                    StateError.CONTEXT_TOO_LONG,
                    "What this continues has more than %d MiB: no more is kept."
                            .formatted(MOST_SEGMENTS * (SEGMENT / 1024 / 1024)));
        }
        return log;
    }

    private static JsonObject entry(String of, Object text) {
        return new JsonObject().put("of", of).put("text", text);
    }

    private static int size(Object text) {
        return text instanceof String inline ? inline.length() : 100;
    }

    /// What belongs to a log lives as long as it does.
    private Future<Void> extended(StoredDocument log, OptionalLong expiresAt) {
        if (expiresAt.isEmpty()) {
            return Future.succeededFuture();
        }
        long at = expiresAt.getAsLong();
        List<String> earlier = earlier(log, ALL);
        Future<?> segments =
                earlier.isEmpty()
                        ? Future.succeededFuture()
                        : logs.updateAll(
                                Filter.in("id", earlier), Update.begin().set("expires_at", at));
        List<String> pieces = new ArrayList<>(LongTexts.ids(textsOf(log)));
        log.body().getJsonArray("pieces", new JsonArray()).forEach(id -> pieces.add((String) id));
        return segments.compose(done -> texts.extend(pieces, at));
    }

    /// Moves the turns of a log that has grown too large to a document of their own. Whoever
    /// reads meanwhile finds them in one of the two.
    private Future<Void> rolled(StoredDocument log) {
        JsonObject body = log.body();
        if (body.getInteger("size") < SEGMENT) {
            return Future.succeededFuture();
        }
        String segment = "%s.%d".formatted(log.id(), body.getInteger("base"));
        JsonObject moved =
                new JsonObject()
                        .put("turns", body.getJsonArray("turns"))
                        .put("base", body.getInteger("base"));
        if (body.containsKey("expires_at")) {
            moved.put("expires_at", body.getLong("expires_at"));
        }
        JsonArray pieces = body.getJsonArray("pieces", new JsonArray()).copy();
        LongTexts.ids(textsOf(log)).forEach(pieces::add);
        JsonArray earlier = body.getJsonArray("earlier").copy().add(segment);
        JsonObject rest =
                body.copy()
                        .put("turns", new JsonArray())
                        .put("base", body.getInteger("length"))
                        .put("size", 0)
                        .put("earlier", earlier)
                        .put("full", earlier.size() >= MOST_SEGMENTS)
                        .put("pieces", pieces);
        return logs.put(segment, moved)
                .compose(done -> logs.replace(log, rest))
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
        return logs.get(id)
                .compose(
                        log ->
                                log.isEmpty()
                                        ? Future.succeededFuture(Optional.empty())
                                        : turns(log.get(), length).map(Optional::of));
    }

    /// All turns of a log.
    Future<Optional<List<Turn>>> read(String id) {
        return read(id, ALL);
    }

    private Future<List<Turn>> turns(StoredDocument log, int length) {
        return segments(log, length)
                .compose(
                        segments -> {
                            List<JsonObject> entries =
                                    segments.stream()
                                            .flatMap(segment -> entries(segment).stream())
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
    private Future<List<StoredDocument>> segments(StoredDocument log, int length) {
        List<String> earlier = earlier(log, length);
        if (earlier.isEmpty()) {
            return Future.succeededFuture(List.of(log));
        }
        return logs.find(Query.where(Filter.in("id", earlier)).limitedTo(MOST_SEGMENTS))
                .map(
                        page -> {
                            List<StoredDocument> segments = new ArrayList<>(page.documents());
                            segments.add(log);
                            segments.sort((a, b) -> Integer.compare(base(a), base(b)));
                            return segments;
                        });
    }

    private static int base(StoredDocument segment) {
        return segment.body().getInteger("base");
    }

    /// Which documents hold the turns that have moved, as far as they are among the first ones.
    private static List<String> earlier(StoredDocument log, int length) {
        return log.body().getJsonArray("earlier").stream()
                .map(String.class::cast)
                .filter(id -> Integer.parseInt(id.substring(id.lastIndexOf('.') + 1)) < length)
                .toList();
    }

    private static List<JsonObject> entries(StoredDocument segment) {
        JsonArray turns = segment.body().getJsonArray("turns");
        List<JsonObject> entries = new ArrayList<>(turns.size());
        for (int i = 0; i < turns.size(); i++) {
            entries.add(turns.getJsonObject(i));
        }
        return entries;
    }

    private static List<Object> textsOf(StoredDocument segment) {
        return entries(segment).stream().map(entry -> entry.getValue("text")).toList();
    }

    /// One more uses the log, and needs it until then.
    ///
    /// @return whether the log was there
    Future<Boolean> share(String id, long expiresAt) {
        return logs.update(id, Update.begin().increment("users", 1).set("expires_at", expiresAt))
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
                .compose(
                        after ->
                                after.filter(log -> log.body().getInteger("users") <= 0).isPresent()
                                        ? delete(id)
                                        : Future.succeededFuture());
    }

    /// Removes a log with all that belongs to it, if it is there.
    Future<Void> delete(String id) {
        return logs.get(id)
                .compose(found -> found.isEmpty() ? Future.succeededFuture() : delete(found.get()));
    }

    private Future<Void> delete(StoredDocument log) {
        return segments(log, ALL)
                .compose(
                        segments -> {
                            List<Object> values =
                                    segments.stream()
                                            .flatMap(segment -> textsOf(segment).stream())
                                            .toList();
                            List<String> ids = segments.stream().map(StoredDocument::id).toList();
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
        return logs.get(id)
                .compose(
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
            List<StoredDocument> segments, int index, Predicate<JsonObject> wanted) {
        if (index == segments.size()) {
            return Future.succeededFuture(false);
        }
        StoredDocument segment = segments.get(index);
        return texts.read(textsOf(segment))
                .compose(read -> remove(segment, read, wanted))
                .compose(
                        removed ->
                                removed
                                        ? Future.succeededFuture(true)
                                        : remove(segments, index + 1, wanted));
    }

    private Future<Boolean> remove(
            StoredDocument segment, List<String> read, Predicate<JsonObject> wanted) {
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

    private Future<Void> replaced(StoredDocument segment, int index, String text) {
        JsonObject body = segment.body().copy();
        JsonObject entry = body.getJsonArray("turns").getJsonObject(index);
        List<String> before = LongTexts.ids(List.of(entry.getValue("text")));
        return texts.keep(text, OptionalLong.empty())
                .compose(
                        kept -> {
                            entry.put("text", kept);
                            return logs.replace(segment, body);
                        })
                .compose(done -> texts.drop(before));
    }
}
