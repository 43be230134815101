// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.spi.store.Durability;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.TimeOrderedId;
import ai.optimaforge.spi.store.Update;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Texts of any length as values of documents: a short one as it is, a long one in pieces, which
/// are documents of their own, since a document is 8 MiB at most.
final class LongTexts {
    /// In characters, of which each may take three bytes.
    static final int INLINE = 256 * 1024;

    private static final int PIECE = 1024 * 1024;

    private final DocumentCollection pieces;

    LongTexts(DocumentStore documents) {
        pieces =
                documents.collection(
                        CollectionSpec.of("pieces", Index.expiry("expires_at"))
                                .withDurability(Durability.SYSTEM));
    }

    /// Keeps a text.
    ///
    /// @param expiresAt in Unix seconds; empty if it stays
    /// @return what to put in the document in its place
    Future<Object> keep(String text, OptionalLong expiresAt) {
        if (text.length() <= INLINE) {
            return Future.succeededFuture(text);
        }
        JsonArray ids = new JsonArray();
        Future<?> written = Future.succeededFuture();
        for (int from = 0; from < text.length(); ) {
            int to = cut(text, from);
            String id = TimeOrderedId.next("piece");
            JsonObject body = new JsonObject().put("text", text.substring(from, to));
            expiresAt.ifPresent(at -> body.put("expires_at", at));
            ids.add(id);
            // one after the other, so that not all of it is on its way at once
            written = written.compose(before -> pieces.put(id, body));
            from = to;
        }
        return written.map(all -> new JsonObject().put("pieces", ids));
    }

    /// Not between the two halves of a character.
    private static int cut(String text, int from) {
        int to = Math.min(text.length(), from + PIECE);
        return to < text.length() && Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to;
    }

    /// The texts that stand behind values of documents.
    Future<List<String>> read(List<Object> values) {
        List<String> ids = ids(values);
        if (ids.isEmpty()) {
            return Future.succeededFuture(values.stream().map(String.class::cast).toList());
        }
        return pieces(ids)
                .map(found -> values.stream().map(value -> joined(value, found)).toList());
    }

    private Future<Map<String, String>> pieces(List<String> ids) {
        List<Future<List<StoredDocument>>> pages = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += Query.MAX_LIMIT) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + Query.MAX_LIMIT));
            pages.add(
                    pieces.find(Query.where(Filter.in("id", some)).limitedTo(Query.MAX_LIMIT))
                            .map(page -> page.documents()));
        }
        return Future.all(pages)
                .map(
                        all ->
                                pages.stream()
                                        .flatMap(page -> page.result().stream())
                                        .collect(
                                                Collectors.toMap(
                                                        StoredDocument::id,
                                                        piece -> piece.body().getString("text"))));
    }

    private static String joined(Object value, Map<String, String> found) {
        if (value instanceof String text) {
            return text;
        }
        return ids(List.of(value)).stream()
                .map(
                        id -> {
                            String piece = found.get(id);
                            if (piece == null) {
                                throw new IllegalStateException("the piece " + id + " is gone");
                            }
                            return piece;
                        })
                .collect(Collectors.joining());
    }

    /// The documents that hold the pieces of these values.
    static List<String> ids(List<Object> values) {
        return values.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .flatMap(value -> value.getJsonArray("pieces").stream())
                .map(String.class::cast)
                .toList();
    }

    /// Keeps pieces longer.
    Future<Void> extend(List<String> ids, long expiresAt) {
        return each(
                ids,
                some -> {
                    Update later = Update.begin().set("expires_at", expiresAt);
                    return pieces.updateAll(Filter.in("id", some), later);
                });
    }

    /// Removes pieces.
    Future<Void> drop(List<String> ids) {
        return each(ids, some -> pieces.deleteAll(Filter.in("id", some)));
    }

    private static Future<Void> each(
            List<String> ids, Function<List<String>, Future<Long>> action) {
        return ids.isEmpty() ? Future.succeededFuture() : action.apply(ids).mapEmpty();
    }
}
