// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses;

import ai.optimaforge.plugins.responses.background.BackgroundRuns;
import ai.optimaforge.plugins.responses.request.ResponseRequest;
import ai.optimaforge.plugins.responses.run.Compaction;
import ai.optimaforge.plugins.responses.run.PreparedResponse;
import ai.optimaforge.plugins.responses.run.ResponseRun;
import ai.optimaforge.plugins.responses.socket.ResponseSocket;
import ai.optimaforge.plugins.responses.state.ResponseStore;
import ai.optimaforge.plugins.responses.state.Retention;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.endpoint.Operations;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.util.Map;
import java.util.OptionalLong;

/// The operations of `responses.yaml`.
public final class ResponsesEndpoints implements EndpointGroup {
    private final PluginContext context;
    private final ResponseStore store;
    private final ResponseRun run;
    private final ResponseResource responses;

    /// For the kernel.
    public ResponsesEndpoints(PluginContext context) {
        this.context = context;
        ResponsesConfig config = context.config(ResponsesConfig.class);
        this.store =
                ResponseStore.open(
                        context, new Retention(config.retention(), config.eventRetention()));
        this.run =
                new ResponseRun(
                        context.models(),
                        store,
                        new Compaction(context.models(), context.secrets()));
        this.responses = new ResponseResource(store);
        store.serve(config.backgroundWorkers(), new BackgroundRuns(context.calls(), run));
    }

    @Override
    public String contract() {
        return "responses.yaml";
    }

    @Override
    public void bind(Operations operations) {
        operations
                .on("createResponse", this::create)
                .on("countResponseTokens", this::count)
                .on("compactResponse", this::compact)
                .on("openResponseSocket", this::open)
                .on("getResponse", responses::get)
                .on("deleteResponse", responses::delete)
                .on("cancelResponse", responses::cancel)
                .on("listResponseInputItems", responses::inputItems);
    }

    private Future<Answer> create(Call call) {
        ResponseRequest request = ResponseRequest.of(call.json());
        if (request.background()) {
            return background(request, call.context().caller());
        }
        return run.prepare(request, call.context().caller())
                .compose(
                        response ->
                                request.stream()
                                        ? stream(response, call.context())
                                        : run.whole(response, call.context())
                                                .map(ResponsesEndpoints::json));
    }

    private static Answer json(Buffer body) {
        return new Answer.Document(200, Map.of(), body);
    }

    /// What it continues is looked for first, so that the client is told at once if it can't be.
    private Future<Answer> background(ResponseRequest request, Caller caller) {
        if (!request.store()) {
            throw new ForgeException(
                            CommonError.INVALID_PARAMETER,
                            "background needs store: a response that is not kept can't be fetched.")
                    .withParam("background");
        }
        return run.prepare(request, caller)
                .compose(
                        response ->
                                store.begin(response.announced("queued", caller))
                                        .compose(kept -> background(response, caller)));
    }

    private Future<Answer> background(PreparedResponse response, Caller caller) {
        return response.request().stream()
                ? store.events(response.id(), caller.userId(), OptionalLong.empty())
                        .map(Answer::events)
                : Future.succeededFuture(Answer.json(response.shell("queued")));
    }

    private Future<Answer> stream(PreparedResponse response, CallContext call) {
        return run.stream(response, call).map(EventFrames::of).map(Answer::events);
    }

    private Future<Answer> open(Call call) {
        return Future.succeededFuture(
                Answer.webSocket(
                        session -> ResponseSocket.serve(session, context.calls(), run, store)));
    }

    private Future<Answer> compact(Call call) {
        ResponseRequest request = ResponseRequest.of(call.json());
        return run.prepare(request, call.context().caller())
                .compose(response -> run.compact(response, call.context()))
                .map(Answer::json);
    }

    private Future<Answer> count(Call call) {
        ResponseRequest request = ResponseRequest.of(call.json());
        return run.prepare(request, call.context().caller())
                .compose(response -> run.countTokens(response, call.context().caller()))
                .map(
                        tokens ->
                                new JsonObject()
                                        .put("object", "response.input_tokens")
                                        .put("input_tokens", tokens))
                .map(Answer::json);
    }
}
