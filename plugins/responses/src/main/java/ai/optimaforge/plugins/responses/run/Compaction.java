// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.run;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.plugins.responses.answer.ResponseUsage;
import ai.optimaforge.plugins.responses.request.ModelInput;
import ai.optimaforge.plugins.responses.request.ResponseRequest;
import ai.optimaforge.plugins.responses.request.Summary;
import ai.optimaforge.plugins.responses.request.Transcript;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.Secrets;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.Models;
import ai.optimaforge.spi.model.Route;
import ai.optimaforge.spi.model.TokenUsage;
import ai.optimaforge.spi.store.TimeOrderedId;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes one item of a conversation, which the model itself sums up: sealed by the platform's
/// key, so that its user can carry it but not read nor forge it, and any node can open it.
public final class Compaction {
    private static final String TYPE = "compaction";
    private static final String CONTENT = "encrypted_content";
    private static final String SUMMARY = "summary";
    private static final String TOLD = "told";
    private static final String NEWEST = "newest";

    private final Models models;
    private final Secrets secrets;

    /// @param models sum up
    /// @param secrets seal
    public Compaction(Models models, Secrets secrets) {
        this.models = requireNonNull(models);
        this.secrets = requireNonNull(secrets);
    }

    /// What was summed up.
    ///
    /// @param item an item `compaction`
    /// @param summary what it says
    /// @param route the way of the call that summed it up
    record Compacted(JsonObject item, Summary summary, Route route) {}

    /// The compacted form of all that a response would answer. Nothing of it is kept word by
    /// word.
    ///
    /// @return an object `response.compaction`
    public Future<JsonObject> compact(PreparedResponse response, CallContext call) {
        return compact(
                        response.request(),
                        response.input(),
                        Optional.empty(),
                        TimeOrderedId.next("cmp"),
                        call)
                .map(made -> object(response, made));
    }

    /// Sums up what the model has been told.
    ///
    /// @param kept what stays word by word beside the summary
    /// @param id the id of the item
    Future<Compacted> compact(
            ResponseRequest request,
            ModelInput input,
            Optional<Summary.Kept> kept,
            String id,
            CallContext call) {
        return models.chat(Transcript.toSumUp(request, input), call)
                .compose(
                        routed -> {
                            Summary summary = new Summary(text(routed.answer()), kept);
                            return sealed(id, summary, call.caller())
                                    .map(item -> new Compacted(item, summary, routed.route()));
                        });
    }

    private static String text(ChatAnswer answer) {
        return answer.document().objects("choices").stream()
                .findFirst()
                .flatMap(choice -> choice.object("message"))
                .flatMap(message -> message.string("content"))
                .filter(text -> !text.isBlank())
                .orElseThrow(
                        () ->
                                new ForgeException(
                                        CommonError.PROVIDER_ERROR,
                                        "The model summed up nothing: ask again, or another one."));
    }

    private Future<JsonObject> sealed(String id, Summary summary, Caller caller) {
        JsonObject said = new JsonObject().put(SUMMARY, summary.text());
        summary.kept()
                .ifPresent(
                        kept ->
                                said.put(TOLD, new JsonArray(kept.told()))
                                        .put(NEWEST, new JsonArray(kept.newest())));
        return secrets.seal(JsonDocument.of(said).toBuffer(), place(caller))
                .map(
                        content ->
                                new JsonObject()
                                        .put("id", id)
                                        .put("type", TYPE)
                                        .put(CONTENT, content));
    }

    private static JsonObject object(PreparedResponse response, Compacted made) {
        return new JsonObject()
                .put("id", response.id())
                .put("object", "response.compaction")
                .put("created_at", response.createdAt())
                .put("output", JsonArray.of(made.item()))
                .put("usage", ResponseUsage.of(made.route().usage().orElse(TokenUsage.NONE)));
    }

    /// What compaction items say, by their content. One that was not made here, or for another
    /// user, is not among them.
    Future<Map<String, Summary>> open(List<JsonObject> items, Caller caller) {
        Map<String, Summary> summaries = new HashMap<>();
        Future<Void> all = Future.succeededFuture();
        for (JsonObject item : items) {
            if (TYPE.equals(item.getValue("type"))
                    && item.getValue(CONTENT) instanceof String content) {
                all = all.compose(done -> opened(content, caller, summaries));
            }
        }
        return all.map(done -> summaries);
    }

    private Future<Void> opened(String content, Caller caller, Map<String, Summary> summaries) {
        return secrets.open(content, place(caller))
                .transform(
                        opened -> {
                            if (opened.succeeded()) {
                                summaries.put(content, summary(new JsonObject(opened.result())));
                            }
                            return Future.succeededFuture();
                        });
    }

    private static Summary summary(JsonObject said) {
        return new Summary(
                said.getString(SUMMARY),
                said.containsKey(NEWEST)
                        ? Optional.of(new Summary.Kept(items(said, TOLD), items(said, NEWEST)))
                        : Optional.empty());
    }

    private static List<JsonObject> items(JsonObject said, String member) {
        return said.getJsonArray(member).stream().map(JsonObject.class::cast).toList();
    }

    private static String place(Caller caller) {
        return "compaction/" + caller.userId();
    }
}
