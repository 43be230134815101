// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
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
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// The documents of responses.
final class Responses {
    /// How many responses are read for the items that a request refers to.
    private static final int MOST_REFERRED = 100;

    private final DocumentCollection responses;
    private final LongTexts texts;

    /// How a response ends.
    ///
    /// @param response the response as it is from now on
    /// @param input its own input items
    /// @param tail the events that are not in the log
    /// @param end the sequence number of its last event
    /// @param broken whether another ends it than who made it
    /// @param eventsUntil until when its events are kept, in Unix seconds
    record Ending(
            ResponseSnapshot response,
            List<JsonObject> input,
            Tail tail,
            long end,
            boolean broken,
            long eventsUntil) {}

    Responses(DocumentStore documents, LongTexts texts) {
        this.texts = texts;
        this.responses =
                documents.collection(
                        CollectionSpec.of(
                                        "responses",
                                        Index.expiry("expires_at"),
                                        Index.on("user", "item_ids"))
                                .withDurability(Durability.SYSTEM));
    }

    /// Writes a response that is being made.
    Future<StoredResponse> insert(Draft draft, Chains.Placed placed) {
        return write(draft, placed, new ResponseSnapshot(draft.response(), List.of()), -1)
                .map(StoredResponse::of);
    }

    /// Writes a response that has ended.
    Future<Void> insertFinished(Draft draft, Chains.Placed placed, ResponseSnapshot response) {
        return write(draft, placed, response, 0).mapEmpty();
    }

    private Future<StoredDocument> write(
            Draft draft, Chains.Placed placed, ResponseSnapshot response, long end) {
        OptionalLong expiresAt = OptionalLong.of(draft.expiresAt());
        Future<Object> text = texts.keep(response.text(), expiresAt);
        Future<Object> input = texts.keep(Turn.text(draft.input()), expiresAt);
        Future<Object> request = texts.keep(draft.request(), expiresAt);
        Future<Object> said = texts.keep(said(response), expiresAt);
        return Future.all(text, input, request, said)
                .compose(
                        kept ->
                                responses.insert(
                                        draft.id(),
                                        new JsonObject()
                                                .put("user", draft.user())
                                                .put("status", response.status())
                                                .put("background", draft.background())
                                                .put("streamed", draft.streamed())
                                                .put("attempt", 1)
                                                .put("chain", placed.chain())
                                                .put("length", placed.length())
                                                .put("conversation", draft.conversation())
                                                .put("tail", "")
                                                .put("tail_from", 0)
                                                .put("end", end)
                                                .put("broken", false)
                                                .put("events_until", draft.expiresAt())
                                                .put("expires_at", draft.expiresAt())
                                                .put("response", text.result())
                                                .put("input", input.result())
                                                .put("request", request.result())
                                                .put("output", said.result())
                                                .put("item_ids", ids(draft.input(), response))));
    }

    /// What is continued, where it is not what the response shows.
    private static String said(ResponseSnapshot response) {
        return response.output().equals(output(response.json()))
                ? ""
                : Turn.text(response.output());
    }

    private static JsonArray ids(List<JsonObject> input, ResponseSnapshot response) {
        JsonArray ids = new JsonArray();
        Stream.concat(input.stream(), response.output().stream())
                .map(item -> item.getString("id"))
                .filter(Objects::nonNull)
                .forEach(ids::add);
        return ids;
    }

    /// A user's response.
    Future<Optional<StoredResponse>> find(String id, String user) {
        return find(id).map(found -> found.filter(response -> response.user().equals(user)));
    }

    /// A response, whosever it is.
    Future<Optional<StoredResponse>> find(String id) {
        return responses.get(id).map(found -> found.map(StoredResponse::of));
    }

    /// A user's response; fails with 404 if there is none.
    Future<StoredResponse> require(String id, String user) {
        return find(id, user).map(found -> found.orElseThrow(() -> notFound(id)));
    }

    static ForgeException notFound(String id) {
        return new ForgeException(
                StateError.RESPONSE_NOT_FOUND, "There is no response %s.".formatted(id));
    }

    static ForgeException previousNotFound(String id) {
        return new ForgeException(
                        StateError.PREVIOUS_RESPONSE_NOT_FOUND,
                        "There is no response %s that could be continued.".formatted(id))
                .withParam("previous_response_id");
    }

    /// The response as the API shows it.
    Future<String> text(StoredResponse response) {
        return texts.read(List.of(response.response())).map(List::getFirst);
    }

    /// The response's own input.
    Future<List<JsonObject>> input(StoredResponse response) {
        return texts.read(List.of(response.input())).map(read -> Turn.items(read.getFirst()));
    }

    /// The request that asked for a response in the background.
    Future<JsonDocument> request(StoredResponse response) {
        return texts.read(List.of(response.request()))
                .map(read -> JsonDocument.parse(Buffer.buffer(read.getFirst())));
    }

    /// The response's own input and output, as they are continued.
    Future<List<JsonObject>> items(StoredResponse response) {
        return texts.read(List.of(response.input(), response.response(), response.output()))
                .map(
                        read -> {
                            List<JsonObject> items = new ArrayList<>(Turn.items(read.getFirst()));
                            items.addAll(
                                    read.getLast().isEmpty()
                                            ? output(new JsonObject(read.get(1)))
                                            : Turn.items(read.getLast()));
                            return items;
                        });
    }

    /// Items of a user's responses, by their ids. What carries the id of its response is read
    /// from there, one read a response; all else is searched for.
    Future<Map<String, JsonObject>> items(List<String> ids, String user) {
        Set<String> known = new LinkedHashSet<>();
        List<String> unknown = new ArrayList<>();
        for (String id : ids) {
            ItemId.response(id).ifPresentOrElse(known::add, () -> unknown.add(id));
        }
        List<Future<List<StoredResponse>>> found = new ArrayList<>();
        known.stream()
                .limit(MOST_REFERRED)
                .forEach(id -> found.add(find(id, user).map(one -> one.stream().toList())));
        if (!unknown.isEmpty()) {
            found.add(search(unknown, user));
        }
        return Future.all(found)
                .compose(
                        all ->
                                Future.all(
                                        found.stream()
                                                .flatMap(some -> some.result().stream())
                                                .map(this::items)
                                                .toList()))
                .map(
                        all -> {
                            Map<String, JsonObject> items = new HashMap<>();
                            for (List<JsonObject> some : all.<List<JsonObject>>list()) {
                                some.forEach(item -> items.put(item.getString("id", ""), item));
                            }
                            items.keySet().retainAll(ids);
                            return items;
                        });
    }

    private Future<List<StoredResponse>> search(List<String> items, String user) {
        Filter filter = Filter.and(Filter.eq("user", user), Filter.in("item_ids", items));
        return responses
                .find(Query.where(filter).limitedTo(MOST_REFERRED))
                .map(page -> page.documents().stream().map(StoredResponse::of).toList());
    }

    static List<JsonObject> output(JsonObject response) {
        JsonArray output = response.getJsonArray("output", new JsonArray());
        List<JsonObject> items = new ArrayList<>(output.size());
        for (int i = 0; i < output.size(); i++) {
            items.add(output.getJsonObject(i));
        }
        return items;
    }

    /// Says that a response in the background is being made.
    ///
    /// @param attempt how often it was begun
    /// @param response the response as it is from now on
    /// @return the response as it is then; empty if it is not to be made any more
    Future<Optional<StoredResponse>> begun(
            StoredResponse before, int attempt, JsonObject response) {
        return texts.keep(JsonDocument.text(response), OptionalLong.of(before.expiresAt()))
                .compose(
                        text ->
                                responses.updateFirst(
                                        unfinished(before.id()),
                                        Update.begin()
                                                .set("status", response.getString("status"))
                                                .set("response", text)
                                                .set("attempt", attempt)))
                .compose(
                        after ->
                                after.isEmpty()
                                        ? Future.succeededFuture(Optional.empty())
                                        : texts.drop(LongTexts.ids(List.of(before.response())))
                                                .map(after.map(StoredResponse::of)));
    }

    /// Ends a response, unless it has ended, is gone, or is made by another now.
    ///
    /// @param attempt who ends it; empty if that does not matter
    /// @return whether it was ended
    Future<Boolean> end(StoredResponse before, Optional<Integer> attempt, Ending ending) {
        Filter own =
                attempt.map(
                                number ->
                                        Filter.and(
                                                unfinished(before.id()),
                                                Filter.eq("attempt", number)))
                        .orElse(unfinished(before.id()));
        OptionalLong expiresAt = OptionalLong.of(before.expiresAt());
        Future<Object> text = texts.keep(ending.response().text(), expiresAt);
        Future<Object> said = texts.keep(said(ending.response()), expiresAt);
        return Future.all(text, said)
                .compose(
                        kept ->
                                responses.updateAll(
                                        own, update(ending, text.result(), said.result())))
                .map(count -> count > 0)
                .compose(
                        ended ->
                                texts.drop(
                                                ended
                                                        ? LongTexts.ids(
                                                                List.of(
                                                                        before.response(),
                                                                        before.request()))
                                                        : LongTexts.ids(
                                                                List.of(
                                                                        text.result(),
                                                                        said.result())))
                                        .map(ended));
    }

    private static Update update(Ending ending, Object text, Object said) {
        return Update.begin()
                .set("status", ending.response().status())
                .set("response", text)
                .set("output", said)
                .set("item_ids", ids(ending.input(), ending.response()))
                .set("request", "")
                .set("tail", ending.tail().frames())
                .set("tail_from", ending.tail().first())
                .set("end", ending.end())
                .set("broken", ending.broken())
                .set("events_until", ending.eventsUntil());
    }

    private static Filter unfinished(String id) {
        return Filter.and(Filter.eq("id", id), Filter.in("status", StoredResponse.UNFINISHED));
    }

    /// Removes a response.
    ///
    /// @return fails with 404 if it is not there any more
    Future<Void> delete(StoredResponse response) {
        return responses
                .delete(response.id())
                .compose(
                        was ->
                                was
                                        ? texts.drop(
                                                LongTexts.ids(
                                                        List.of(
                                                                response.response(),
                                                                response.input(),
                                                                response.output(),
                                                                response.request())))
                                        : Future.failedFuture(notFound(response.id())));
    }
}
