// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.endpoint.Operations;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What the kernel serves without a plugin: whether it lives, its metrics, and the contract of
/// all that is loaded.
final class KernelEndpoints implements EndpointGroup {
    private final BooleanSupplier ready;
    private final Supplier<String> metrics;
    private final Supplier<Buffer> openApi;

    KernelEndpoints(BooleanSupplier ready, Supplier<String> metrics, Supplier<Buffer> openApi) {
        this.ready = ready;
        this.metrics = metrics;
        this.openApi = openApi;
    }

    @Override
    public String contract() {
        return "kernel.yaml";
    }

    @Override
    public void bind(Operations operations) {
        operations
                .on("getLiveness", call -> json(200, new JsonObject().put("status", "ok")))
                .on("getReadiness", this::readiness)
                .on("getMetrics", this::metrics)
                .on("getOpenApi", this::openApi);
    }

    private Future<Answer> readiness(Call call) {
        if (ready.getAsBoolean()) {
            return json(200, new JsonObject().put("status", "ok"));
        }
        return json(
                503,
                new JsonObject()
                        .put("status", "unavailable")
                        .put("reasons", new JsonArray().add("The platform is about to stop.")));
    }

    private Future<Answer> metrics(Call call) {
        return Future.succeededFuture(
                new Answer.Document(
                        200,
                        Map.of("content-type", "text/plain; version=0.0.4; charset=utf-8"),
                        Buffer.buffer(metrics.get())));
    }

    private Future<Answer> openApi(Call call) {
        return Future.succeededFuture(new Answer.Document(200, Map.of(), openApi.get()));
    }

    private static Future<Answer> json(int status, JsonObject body) {
        return Future.succeededFuture(new Answer.Document(status, Map.of(), body.toBuffer()));
    }
}
