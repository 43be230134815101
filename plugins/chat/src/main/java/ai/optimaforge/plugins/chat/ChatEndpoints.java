// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.chat;

import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.endpoint.Operations;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.spi.model.Models;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/// The operations of `chat.yaml`.
public final class ChatEndpoints implements EndpointGroup {
    private final Models models;

    /// For the kernel.
    public ChatEndpoints(PluginContext context) {
        this.models = context.models();
    }

    @Override
    public String contract() {
        return "chat.yaml";
    }

    @Override
    public void bind(Operations operations) {
        operations
                .on("createChatCompletion", this::chat)
                .on("createEmbedding", this::embed)
                .on("listModels", this::models)
                .on("retrieveModel", this::model)
                .on("createFeedback", this::feedback);
    }

    private Future<Answer> chat(Call call) {
        ChatRequest request = RequestCheck.chat(call.json());
        Envelope envelope = new Envelope(call.context());
        if (request.stream()) {
            boolean includeUsage = request.includeUsage();
            return models.streamChat(request, call.context())
                    .map(
                            routed ->
                                    Answer.events(
                                            ChatFrames.of(
                                                    routed.answer(),
                                                    last -> envelope.on(last, routed.route()),
                                                    includeUsage)));
        }
        return models.chat(request, call.context())
                .map(
                        routed ->
                                Answer.json(
                                        envelope.on(
                                                Envelope.publicId(routed.answer().document()),
                                                routed.route())));
    }

    private Future<Answer> embed(Call call) {
        EmbeddingRequest request = RequestCheck.embedding(call.json());
        return models.embed(request, call.context())
                .map(routed -> Answer.json(routed.answer().document()));
    }

    private Future<Answer> models(Call call) {
        ModelFilter filter = ModelFilter.of(call);
        return models.list(call.context().caller())
                .map(filter::of)
                .map(ModelDocuments::list)
                .map(Answer::json);
    }

    private Future<Answer> model(Call call) {
        return models.find(call.path("model"), call.context().caller())
                .map(ModelDocuments::model)
                .map(Answer::json);
    }

    private Future<Answer> feedback(Call call) {
        Feedback feedback = Feedback.of(call.json());
        return models.rate(feedback.id(), feedback.rating(), call.context().caller())
                .map(
                        done ->
                                Answer.json(
                                        new JsonObject()
                                                .put("object", "feedback")
                                                .put("id", feedback.id())
                                                .put("rating", feedback.rating())));
    }
}
