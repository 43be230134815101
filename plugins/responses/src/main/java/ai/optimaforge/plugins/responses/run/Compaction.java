// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.run;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.plugins.responses.answer.ResponseUsage;
import ai.optimaforge.plugins.responses.request.Transcript;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.Secrets;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.Models;
import ai.optimaforge.spi.model.TokenUsage;
import ai.optimaforge.spi.store.TimeOrderedId;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes one item of a conversation, which the model itself sums up: sealed by the platform's
/// key, so that its user can carry it but not read nor forge it, and any node can open it.
public final class Compaction {
    private static final String TYPE = "compaction";
    private static final String CONTENT = "encrypted_content";

    private final Models models;
    private final Secrets secrets;

    /// @param models sum up
    /// @param secrets seal
    public Compaction(Models models, Secrets secrets) {
        this.models = requireNonNull(models);
        this.secrets = requireNonNull(secrets);
    }

    /// The compacted form of all that a response would answer. Nothing of it is kept word by
    /// word.
    ///
    /// @return an object `response.compaction`
    public Future<JsonObject> compact(PreparedResponse response, CallContext call) {
        return models.chat(Transcript.toSumUp(response.request(), response.input()), call)
                .compose(
                        routed ->
                                sealed(summary(routed.answer()), call.caller())
                                        .map(item -> object(response, item, routed.answer())));
    }

    private static String summary(ChatAnswer answer) {
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

    private Future<JsonObject> sealed(String summary, Caller caller) {
        return secrets.seal(Buffer.buffer(summary), place(caller))
                .map(
                        content ->
                                new JsonObject()
                                        .put("id", TimeOrderedId.next("cmp"))
                                        .put("type", TYPE)
                                        .put(CONTENT, content));
    }

    private static JsonObject object(
            PreparedResponse response, JsonObject item, ChatAnswer answer) {
        return new JsonObject()
                .put("id", response.id())
                .put("object", "response.compaction")
                .put("created_at", response.createdAt())
                .put("output", JsonArray.of(item))
                .put("usage", ResponseUsage.of(answer.usage().orElse(TokenUsage.NONE)));
    }

    /// What compaction items say, by their content. One that was not made here, or for another
    /// user, is not among them.
    Future<Map<String, String>> open(List<JsonObject> items, Caller caller) {
        Map<String, String> summaries = new HashMap<>();
        Future<Void> all = Future.succeededFuture();
        for (JsonObject item : items) {
            if (TYPE.equals(item.getValue("type"))
                    && item.getValue(CONTENT) instanceof String content) {
                all = all.compose(done -> opened(content, caller, summaries));
            }
        }
        return all.map(done -> summaries);
    }

    private Future<Void> opened(String content, Caller caller, Map<String, String> summaries) {
        return secrets.open(content, place(caller))
                .transform(
                        opened -> {
                            if (opened.succeeded()) {
                                summaries.put(content, opened.result().toString());
                            }
                            return Future.succeededFuture();
                        });
    }

    private static String place(Caller caller) {
        return "compaction/" + caller.userId();
    }
}
