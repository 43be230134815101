// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.Update;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The documents of responses.
final class Responses {
    private final DocumentCollection responses;
    private final LongTexts texts;

    /// How a response ends.
    ///
    /// @param status as the API has it
    /// @param response the response as it is from now on
    /// @param end the sequence number of its last event
    /// @param broken whether another ends it than who made it
    /// @param eventsUntil until when its events are kept, in Unix seconds
    record Ending(String status, JsonObject response, long end, boolean broken, long eventsUntil) {}

    Responses(DocumentStore documents, LongTexts texts) {
        this.texts = texts;
        this.responses =
                documents.collection(CollectionSpec.of("responses", Index.expiry("expires_at")));
    }

    /// Writes a response that is being made.
    Future<Void> insert(Draft draft, Chains.Placed placed) {
        return write(draft, placed, draft.response(), -1);
    }

    /// Writes a response that has ended.
    Future<Void> insertFinished(Draft draft, Chains.Placed placed, JsonObject response) {
        return write(draft, placed, response, 0);
    }

    private Future<Void> write(Draft draft, Chains.Placed placed, JsonObject response, long end) {
        OptionalLong expiresAt = OptionalLong.of(draft.expiresAt());
        Future<Object> text = texts.keep(text(response), expiresAt);
        Future<Object> input = texts.keep(Turn.text(draft.input()), expiresAt);
        Future<Object> request = texts.keep(draft.request(), expiresAt);
        return Future.all(text, input, request)
                .compose(
                        kept ->
                                responses.insert(
                                        draft.id(),
                                        new JsonObject()
                                                .put("user", draft.user())
                                                .put("status", response.getString("status"))
                                                .put("background", draft.background())
                                                .put("streamed", draft.streamed())
                                                .put("attempt", 1)
                                                .put("chain", placed.chain())
                                                .put("length", placed.length())
                                                .put("conversation", draft.conversation())
                                                .put("end", end)
                                                .put("broken", false)
                                                .put("events_until", draft.expiresAt())
                                                .put("expires_at", draft.expiresAt())
                                                .put("response", text.result())
                                                .put("input", input.result())
                                                .put("request", request.result())))
                .mapEmpty();
    }

    static String text(JsonObject response) {
        return JsonDocument.of(response).toString();
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
                .map(
                        read ->
                                JsonDocument.parse(
                                        io.vertx.core.buffer.Buffer.buffer(read.getFirst())));
    }

    /// The response's own input and output.
    Future<List<JsonObject>> items(StoredResponse response) {
        return texts.read(List.of(response.input(), response.response()))
                .map(
                        read -> {
                            List<JsonObject> items = new ArrayList<>(Turn.items(read.getFirst()));
                            items.addAll(output(new JsonObject(read.getLast())));
                            return items;
                        });
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
    /// @return whether it still is to be made
    Future<Boolean> begun(String id, int attempt) {
        return responses
                .updateFirst(
                        unfinished(id),
                        Update.begin().set("status", "in_progress").set("attempt", attempt))
                .map(Optional::isPresent);
    }

    /// Shows a response as it is now, while it is being made.
    Future<Boolean> show(String id, int attempt, JsonObject response) {
        return texts.keep(text(response), OptionalLong.empty())
                .compose(
                        text ->
                                responses.updateFirst(
                                        Filter.and(unfinished(id), Filter.eq("attempt", attempt)),
                                        Update.begin().set("response", text)))
                .map(Optional::isPresent);
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
        return texts.keep(text(ending.response()), OptionalLong.empty())
                .compose(
                        text ->
                                responses
                                        .updateFirst(own, update(ending, text))
                                        .compose(
                                                after ->
                                                        texts.drop(
                                                                        after.isPresent()
                                                                                ? replaced(before)
                                                                                : LongTexts.ids(
                                                                                        List.of(
                                                                                                text)))
                                                                .map(after.isPresent())));
    }

    private static Update update(Ending ending, Object text) {
        return Update.begin()
                .set("status", ending.status())
                .set("response", text)
                .set("request", "")
                .set("end", ending.end())
                .set("broken", ending.broken())
                .set("events_until", ending.eventsUntil());
    }

    private static List<String> replaced(StoredResponse before) {
        return LongTexts.ids(List.of(before.response(), before.request()));
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
                                                                response.request())))
                                        : Future.failedFuture(notFound(response.id())));
    }
}
