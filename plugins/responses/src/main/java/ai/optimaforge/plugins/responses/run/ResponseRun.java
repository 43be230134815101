// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.run;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.plugins.responses.answer.Making;
import ai.optimaforge.plugins.responses.answer.ResponseDocument;
import ai.optimaforge.plugins.responses.answer.ResponseEvent;
import ai.optimaforge.plugins.responses.answer.ResponseEvents;
import ai.optimaforge.plugins.responses.request.ChatTranslation;
import ai.optimaforge.plugins.responses.request.ModelInput;
import ai.optimaforge.plugins.responses.request.NativeForm;
import ai.optimaforge.plugins.responses.request.ResponseRequest;
import ai.optimaforge.plugins.responses.request.Summary;
import ai.optimaforge.plugins.responses.state.History;
import ai.optimaforge.plugins.responses.state.Recording;
import ai.optimaforge.plugins.responses.state.ResponseSnapshot;
import ai.optimaforge.plugins.responses.state.ResponseState;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.InDialect;
import ai.optimaforge.spi.model.Models;
import ai.optimaforge.spi.model.Route;
import ai.optimaforge.spi.model.TokenUsage;
import ai.optimaforge.spi.store.TimeOrderedId;
import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes responses: from what a request continues and says anew by way of a model to the response
/// object or its events, recorded where the request asks for that. It knows nothing of HTTP.
/// Thread-safe; each response is made on the event loop of its call.
public final class ResponseRun {
    private static final long MILLIS = 1000;
    private static final String COST = "cost_usd";

    private final Models models;
    private final ResponseState state;
    private final Compaction compaction;
    private final PromptLength length;
    private final AutomaticCompaction automatic;
    private final Truncation truncation;

    /// @param state where responses are kept and what they continue is found
    /// @param compaction opens what it has sealed
    public ResponseRun(Models models, ResponseState state, Compaction compaction) {
        this.models = requireNonNull(models);
        this.state = requireNonNull(state);
        this.compaction = requireNonNull(compaction);
        this.length = new PromptLength(models);
        this.automatic = new AutomaticCompaction(compaction, length);
        this.truncation = new Truncation(length);
    }

    /// One that makes responses as this one does, and keeps them elsewhere.
    public ResponseRun over(ResponseState other) {
        return new ResponseRun(models, other, compaction);
    }

    /// Finds what a request continues, and gives its response an id.
    ///
    /// @return fails if there is no such thing, or the items do not fit together
    public Future<PreparedResponse> prepare(ResponseRequest request, Caller caller) {
        return prepare(
                TimeOrderedId.next("resp"), System.currentTimeMillis() / MILLIS, request, caller);
    }

    /// The same for a response that has an id already, since it was begun elsewhere.
    public Future<PreparedResponse> prepare(
            String id, long createdAt, ResponseRequest asked, Caller caller) {
        ResponseRequest request = asked.of(id);
        Future<Optional<History>> history = history(request, caller.userId());
        Future<Map<String, JsonObject>> known = referred(request, caller.userId());
        return Future.join(history, known)
                .compose(both -> opened(history.result(), request, caller))
                .map(
                        summaries -> {
                            List<JsonObject> before =
                                    history.result().map(History::items).orElse(List.of());
                            ModelInput input =
                                    ModelInput.of(before, known.result(), summaries, request);
                            return new PreparedResponse(
                                    id, createdAt, request, history.result(), input);
                        });
    }

    private Future<Map<String, Summary>> opened(
            Optional<History> history, ResponseRequest request, Caller caller) {
        List<JsonObject> items = new ArrayList<>(request.input());
        history.ifPresent(continued -> items.addAll(continued.items()));
        return compaction.open(items, caller);
    }

    /// The compacted form of all that a response would answer, an object `response.compaction`.
    public Future<JsonObject> compact(PreparedResponse response, CallContext call) {
        return compaction.compact(response, call);
    }

    private Future<Optional<History>> history(ResponseRequest request, String userId) {
        if (request.previousResponseId().isPresent()) {
            return state.chain(request.previousResponseId().get(), userId).map(Optional::of);
        }
        if (request.conversation().isPresent()) {
            return state.conversation(request.conversation().get(), userId).map(Optional::of);
        }
        return Future.succeededFuture(Optional.empty());
    }

    private Future<Map<String, JsonObject>> referred(ResponseRequest request, String userId) {
        List<String> ids = ModelInput.references(request);
        return ids.isEmpty() ? Future.succeededFuture(Map.of()) : state.items(ids, userId);
    }

    /// How many tokens the prompt of a response has.
    public Future<Long> countTokens(PreparedResponse response, Caller caller) {
        return length.of(response.request(), response.input(), caller);
    }

    /// What the model is asked to answer, as it fits.
    private Future<Prompt> prompt(PreparedResponse response, CallContext call) {
        return automatic
                .fit(response, call)
                .compose(
                        prompt ->
                                truncation
                                        .fit(response.request(), prompt.input(), call)
                                        .map(input -> new Prompt(input, prompt.compacted())));
    }

    /// Makes a response whole.
    ///
    /// @return the response object as JSON, once it can be read and continued if it is kept
    public Future<Buffer> whole(PreparedResponse response, CallContext call) {
        return prompt(response, call)
                .compose(prompt -> whole(response, prompt, call))
                .compose(made -> kept(made, response, call.caller()).map(made))
                .map(made -> Buffer.buffer(made.text()));
    }

    private Future<ResponseSnapshot> whole(
            PreparedResponse response, Prompt prompt, CallContext call) {
        return models.chat(
                        NativeForm.of(response.request(), prompt.input()),
                        () -> ChatTranslation.of(response.request(), prompt.input(), call::notice),
                        call)
                .map(
                        routed -> {
                            Making making = making(response, prompt, routed.route(), call);
                            return switch (routed.answer()) {
                                case InDialect.Native(var answer) ->
                                        ResponseDocument.ofNative(answer.document(), making);
                                case InDialect.Translated(var answer) ->
                                        ResponseDocument.of(answer, making);
                            };
                        });
    }

    private Future<Void> kept(ResponseSnapshot made, PreparedResponse response, Caller caller) {
        return response.request().store()
                ? state.begin(response.announced(made.json(), caller))
                        .compose(recording -> recording.finish(made))
                : Future.succeededFuture();
    }

    /// Makes a response as a stream of its events, which is handed over paused. It begins to be
    /// kept once the model has begun to answer.
    public Future<CancellableStream<ResponseEvent>> stream(
            PreparedResponse response, CallContext call) {
        return stream(
                response,
                () ->
                        response.request().store()
                                ? state.begin(response.announced("in_progress", call.caller()))
                                        .map(Optional::of)
                                : Future.succeededFuture(Optional.empty()),
                call);
    }

    /// The same for a response that was begun to be kept already.
    public Future<CancellableStream<ResponseEvent>> stream(
            PreparedResponse response, Recording recording, CallContext call) {
        return stream(response, () -> Future.succeededFuture(Optional.of(recording)), call);
    }

    private interface Beginning {
        Future<Optional<Recording>> begin();
    }

    private Future<CancellableStream<ResponseEvent>> stream(
            PreparedResponse response, Beginning beginning, CallContext call) {
        return prompt(response, call).compose(prompt -> stream(response, prompt, beginning, call));
    }

    private Future<CancellableStream<ResponseEvent>> stream(
            PreparedResponse response, Prompt prompt, Beginning beginning, CallContext call) {
        return models.streamChat(
                        NativeForm.of(response.request(), prompt.input()),
                        () -> ChatTranslation.of(response.request(), prompt.input(), call::notice),
                        call)
                .compose(
                        routed -> {
                            Making making = making(response, prompt, routed.route(), call);
                            CancellableStream<?> said =
                                    switch (routed.answer()) {
                                        case InDialect.Native(var events) -> events;
                                        case InDialect.Translated(var chunks) -> chunks;
                                    };
                            return beginning
                                    .begin()
                                    .onFailure(failure -> said.cancel())
                                    .map(
                                            recording ->
                                                    switch (routed.answer()) {
                                                        case InDialect.Native(var events) ->
                                                                ResponseEvents.ofNative(
                                                                        events, making, recording);
                                                        case InDialect.Translated(var chunks) ->
                                                                ResponseEvents.ofChunks(
                                                                        chunks, making, recording);
                                                    });
                        });
    }

    private static Making making(
            PreparedResponse response, Prompt prompt, Route route, CallContext call) {
        JsonObject shell = response.shell("in_progress").put("model", route.model());
        boolean told = call.caller().forgeMetadata();
        Optional<Route> before = prompt.compacted().map(Compaction.Compacted::route);
        return new Making(
                shell,
                response.request(),
                prompt.compacted().map(Compaction.Compacted::item).stream().toList(),
                before.flatMap(Route::usage).orElse(TokenUsage.NONE),
                () -> told ? Optional.of(metadata(route, before)) : Optional.empty());
    }

    /// What a call cost is what both did.
    private static JsonDocument metadata(Route route, Optional<Route> before) {
        JsonDocument metadata = route.metadata();
        if (before.isEmpty()) {
            return metadata;
        }
        return metadata.with(
                COST,
                cost(metadata) instanceof Number cost
                                && cost(before.get().metadata()) instanceof Number more
                        ? cost.doubleValue() + more.doubleValue()
                        : null);
    }

    private static @Nullable Object cost(JsonDocument metadata) {
        return metadata.toJson().getValue(COST);
    }
}
