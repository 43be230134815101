// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses;

import ai.optimaforge.plugins.responses.request.ResponseRequest;
import ai.optimaforge.plugins.responses.run.PreparedResponse;
import ai.optimaforge.plugins.responses.run.ResponseRun;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.endpoint.Operations;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/// The operations of `responses.yaml`.
public final class ResponsesEndpoints implements EndpointGroup {
    private final ResponseRun run;

    /// For the kernel.
    public ResponsesEndpoints(PluginContext context) {
        this.run = new ResponseRun(context.models(), new ShortMemory());
    }

    @Override
    public String contract() {
        return "responses.yaml";
    }

    @Override
    public void bind(Operations operations) {
        operations.on("createResponse", this::create).on("countResponseTokens", this::count);
    }

    private Future<Answer> create(Call call) {
        ResponseRequest request = ResponseRequest.of(call.json());
        return run.prepare(request, call.context().caller())
                .compose(
                        response ->
                                request.stream()
                                        ? stream(response, call.context())
                                        : run.whole(response, call.context()).map(Answer::json));
    }

    private Future<Answer> stream(PreparedResponse response, CallContext call) {
        return run.stream(response, call).map(EventFrames::of).map(Answer::events);
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
