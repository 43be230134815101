// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.spi.store.StoredDocument;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// A document with turns of a log: the log itself, which has the last ones and knows where the
/// others are, or one to which earlier ones have moved. `turns` are `of`, whose turn it is, and
/// `text`, as [LongTexts] keeps it; `base` is how many come before them.
///
/// @param document as it is stored
record LogSegment(StoredDocument document) {
    /// In characters.
    static final int FULL = 1024 * 1024;

    /// How many documents a log may have, so that no read of one is without end.
    static final int MOST = 64;

    /// About what a text takes that is kept elsewhere, in characters.
    private static final int REFERENCE = 100;

    /// A log that begins, used by one.
    static JsonObject begun(JsonArray turns, int size, OptionalLong expiresAt) {
        JsonObject body =
                new JsonObject()
                        .put("turns", turns)
                        .put("base", 0)
                        .put("length", turns.size())
                        .put("size", size)
                        .put("earlier", new JsonArray())
                        .put("full", false)
                        .put("users", 1);
        expiresAt.ifPresent(at -> body.put("expires_at", at));
        return body;
    }

    /// A turn.
    ///
    /// @param text as it is kept
    static JsonObject entry(String of, Object text) {
        return new JsonObject().put("of", of).put("text", text);
    }

    /// How much a turn counts, in characters.
    ///
    /// @param text as it is kept
    static int size(Object text) {
        return text instanceof String inline ? inline.length() : REFERENCE;
    }

    private JsonObject body() {
        return document.body();
    }

    String id() {
        return document.id();
    }

    int base() {
        return body().getInteger("base");
    }

    int users() {
        return body().getInteger("users");
    }

    /// Whether its turns are to move.
    boolean isTooLarge() {
        return body().getInteger("size") >= FULL;
    }

    /// Whether the log takes no more.
    boolean isLast() {
        return body().getBoolean("full");
    }

    List<JsonObject> entries() {
        JsonArray turns = body().getJsonArray("turns");
        return IntStream.range(0, turns.size()).mapToObj(turns::getJsonObject).toList();
    }

    /// The texts of its turns, as they are kept.
    List<Object> texts() {
        return entries().stream().map(entry -> entry.getValue("text")).toList();
    }

    /// Which documents hold the turns that have moved, as far as they are among the first ones.
    List<String> earlier(int length) {
        return body().getJsonArray("earlier").stream()
                .map(String.class::cast)
                .filter(id -> Integer.parseInt(id.substring(id.lastIndexOf('.') + 1)) < length)
                .toList();
    }

    /// What [LongTexts] keeps for all turns of the log.
    List<String> pieces() {
        List<String> pieces = new ArrayList<>(LongTexts.ids(texts()));
        body().getJsonArray("pieces", new JsonArray()).forEach(id -> pieces.add((String) id));
        return pieces;
    }

    /// What the document is called to which its turns move.
    String movedId() {
        return "%s.%d".formatted(id(), base());
    }

    /// That document.
    JsonObject moved() {
        JsonObject moved =
                new JsonObject().put("turns", body().getJsonArray("turns")).put("base", base());
        if (body().containsKey("expires_at")) {
            moved.put("expires_at", body().getLong("expires_at"));
        }
        return moved;
    }

    /// The log, once they have moved.
    JsonObject rest() {
        JsonArray earlier = body().getJsonArray("earlier").copy().add(movedId());
        return body().copy()
                .put("turns", new JsonArray())
                .put("base", body().getInteger("length"))
                .put("size", 0)
                .put("earlier", earlier)
                .put("full", earlier.size() >= MOST)
                .put("pieces", new JsonArray(pieces()));
    }
}
