// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.TimeOrderedId;
import ai.optimaforge.spi.store.Update;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// Conversations, each a list of items that stays until it is deleted. All methods may be called
/// on any event loop; where a conversation is not there, or another user's, they fail with 404.
public final class Conversations {
    private static final Set<String> SAID = Set.of("completed", "incomplete");

    private final DocumentCollection conversations;
    private final ItemLogs logs;

    /// A conversation.
    ///
    /// @param createdAt in Unix seconds
    /// @param metadata what its owner notes about it
    public record Conversation(String id, long createdAt, JsonObject metadata) {
        private static Conversation of(StoredDocument document) {
            return new Conversation(
                    document.id(),
                    document.body().getLong("created_at"),
                    new JsonObject(document.body().getString("metadata")));
        }
    }

    /// The conversations in the store of a plugin.
    public static Conversations open(DocumentStore documents) {
        return new Conversations(documents, new ItemLogs(documents, new LongTexts(documents)));
    }

    Conversations(DocumentStore documents, ItemLogs logs) {
        this.conversations = documents.collection(CollectionSpec.of("conversations"));
        this.logs = logs;
    }

    /// Makes a conversation.
    ///
    /// @param items what it begins with, with ids
    public Future<Conversation> create(String user, JsonObject metadata, List<JsonObject> items) {
        String id = TimeOrderedId.next("conv");
        List<Turn> turns = items.isEmpty() ? List.of() : List.of(Turn.of("", items));
        JsonObject body =
                new JsonObject()
                        .put("user", user)
                        .put("created_at", Clock.now())
                        .put("metadata", metadata.encode());
        return logs.create(id, turns, OptionalLong.empty())
                .compose(made -> conversations.insert(id, body))
                .map(Conversation::of);
    }

    /// A conversation.
    public Future<Conversation> get(String id, String user) {
        return conversations
                .get(id)
                .map(
                        found ->
                                found.filter(
                                                document ->
                                                        user.equals(
                                                                document.body().getString("user")))
                                        .map(Conversation::of)
                                        .orElseThrow(() -> notFound(id)));
    }

    private static ForgeException notFound(String id) {
        return new ForgeException(
                StateError.CONVERSATION_NOT_FOUND, "There is no conversation %s.".formatted(id));
    }

    /// Puts other metadata in place of a conversation's.
    public Future<Conversation> update(String id, String user, JsonObject metadata) {
        return get(id, user)
                .compose(
                        found ->
                                conversations.update(
                                        id, Update.begin().set("metadata", metadata.encode())))
                .map(after -> after.map(Conversation::of).orElseThrow(() -> notFound(id)));
    }

    /// Removes a conversation and its items.
    public Future<Void> delete(String id, String user) {
        return get(id, user)
                .compose(found -> conversations.delete(id))
                .compose(was -> was ? logs.delete(id) : Future.failedFuture(notFound(id)));
    }

    /// All items of a conversation, the oldest first.
    public Future<List<JsonObject>> items(String id, String user) {
        return get(id, user)
                .compose(found -> logs.read(id))
                .map(
                        turns -> {
                            List<JsonObject> items = new ArrayList<>();
                            turns.orElseThrow(() -> notFound(id))
                                    .forEach(turn -> items.addAll(turn.items()));
                            return items;
                        });
    }

    /// An item of a conversation; fails with 404 if it has none of this id.
    public Future<JsonObject> item(String id, String user, String itemId) {
        return items(id, user)
                .map(
                        items ->
                                items.stream()
                                        .filter(item -> itemId.equals(item.getString("id")))
                                        .findFirst()
                                        .orElseThrow(() -> noItem(id, itemId)));
    }

    private static ForgeException noItem(String id, String itemId) {
        return new ForgeException(
                StateError.ITEM_NOT_FOUND,
                "The conversation %s has no item %s.".formatted(id, itemId));
    }

    /// Adds items at the end.
    ///
    /// @param items with ids
    public Future<Void> add(String id, String user, List<JsonObject> items) {
        return get(id, user)
                .compose(found -> logs.append(id, Turn.of("", items)))
                .map(
                        there -> {
                            if (!there) {
                                throw notFound(id);
                            }
                            return null;
                        });
    }

    /// Takes an item out; fails with 404 if there is none of this id.
    public Future<Conversation> remove(String id, String user, String itemId) {
        return get(id, user)
                .compose(
                        found ->
                                logs.remove(id, item -> itemId.equals(item.getString("id")))
                                        .map(
                                                removed -> {
                                                    if (!removed) {
                                                        throw noItem(id, itemId);
                                                    }
                                                    return found;
                                                }));
    }

    /// Adds the items of a response that has ended. One that failed or was cancelled said
    /// nothing: who asks again would be heard twice. A conversation that was deleted meanwhile
    /// stays so.
    Future<Void> follow(
            String conversation,
            String response,
            String status,
            List<JsonObject> input,
            List<JsonObject> output) {
        if (conversation.isEmpty() || !SAID.contains(status)) {
            return Future.succeededFuture();
        }
        List<JsonObject> items = new ArrayList<>(input);
        items.addAll(output);
        return logs.append(conversation, Turn.of(response, items)).mapEmpty();
    }
}
