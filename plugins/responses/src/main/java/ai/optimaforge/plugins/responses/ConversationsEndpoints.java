// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses;

import ai.optimaforge.plugins.responses.request.ConversationRequest;
import ai.optimaforge.plugins.responses.state.Conversations;
import ai.optimaforge.plugins.responses.state.Conversations.Conversation;
import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.endpoint.Operations;
import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.util.List;

/// The operations of `responses-conversations.yaml`.
public final class ConversationsEndpoints implements EndpointGroup {
    private static final String ID = "conversation_id";
    private static final String ITEM = "item_id";

    private final Conversations conversations;

    /// For the kernel.
    public ConversationsEndpoints(PluginContext context) {
        this.conversations = Conversations.open(context.documents());
    }

    @Override
    public String contract() {
        return "responses-conversations.yaml";
    }

    @Override
    public void bind(Operations operations) {
        operations
                .on("createConversation", this::create)
                .on("getConversation", this::get)
                .on("updateConversation", this::update)
                .on("deleteConversation", this::delete)
                .on("listConversationItems", this::listItems)
                .on("createConversationItems", this::addItems)
                .on("getConversationItem", this::getItem)
                .on("deleteConversationItem", this::deleteItem);
    }

    private Future<Answer> create(Call call) {
        JsonDocument body = call.body().length() == 0 ? JsonDocument.empty() : call.json();
        ConversationRequest request = ConversationRequest.of(body);
        return conversations
                .create(user(call), request.metadata().orElseGet(JsonObject::new), request.items())
                .map(ConversationsEndpoints::answer);
    }

    private Future<Answer> get(Call call) {
        return conversations.get(call.path(ID), user(call)).map(ConversationsEndpoints::answer);
    }

    private Future<Answer> update(Call call) {
        JsonObject metadata = ConversationRequest.of(call.json()).requiredMetadata();
        return conversations
                .update(call.path(ID), user(call), metadata)
                .map(ConversationsEndpoints::answer);
    }

    private Future<Answer> delete(Call call) {
        String id = call.path(ID);
        return conversations
                .delete(id, user(call))
                .map(
                        gone ->
                                Answer.json(
                                        new JsonObject()
                                                .put("id", id)
                                                .put("object", "conversation.deleted")
                                                .put("deleted", true)));
    }

    private Future<Answer> listItems(Call call) {
        return conversations
                .items(call.path(ID), user(call))
                .map(items -> Answer.json(ItemList.part(call, items)));
    }

    private Future<Answer> addItems(Call call) {
        List<JsonObject> items = ConversationRequest.of(call.json()).requiredItems();
        return conversations
                .add(call.path(ID), user(call), items)
                .map(added -> Answer.json(ItemList.whole(items)));
    }

    private Future<Answer> getItem(Call call) {
        return conversations.item(call.path(ID), user(call), call.path(ITEM)).map(Answer::json);
    }

    private Future<Answer> deleteItem(Call call) {
        return conversations
                .remove(call.path(ID), user(call), call.path(ITEM))
                .map(ConversationsEndpoints::answer);
    }

    private static String user(Call call) {
        return call.context().caller().userId();
    }

    private static Answer answer(Conversation conversation) {
        return Answer.json(
                new JsonObject()
                        .put("id", conversation.id())
                        .put("object", "conversation")
                        .put("created_at", conversation.createdAt())
                        .put("metadata", conversation.metadata()));
    }
}
