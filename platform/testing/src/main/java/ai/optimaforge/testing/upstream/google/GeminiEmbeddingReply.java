// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.google;

import static ai.optimaforge.testing.upstream.google.RejectedException.unless;

import ai.optimaforge.testing.upstream.EmbeddingReply;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.Wire;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// Right embeddings: one vector for each text, which is the one that [EmbeddingReply] has for it.
public final class GeminiEmbeddingReply implements Reply {
    private static final int LARGEST_BATCH = 100;

    private final int dimensions;

    private GeminiEmbeddingReply(int dimensions) {
        this.dimensions = dimensions;
    }

    /// Vectors of this many dimensions, unless the request asks for another number.
    public static GeminiEmbeddingReply of(int dimensions) {
        return new GeminiEmbeddingReply(dimensions);
    }

    @Override
    public void play(RecordedRequest request, Wire wire) throws IOException {
        String model = "models/" + request.model();
        Optional<Reply> refusal = GeminiWire.refusal(request, json -> check(json, model));
        Reply answer = refusal.orElseGet(() -> HttpReply.ok().body(answer(request.json())));
        answer.play(request, wire);
    }

    private static void check(JsonObject batch, String model) {
        GenerateContentCheck.known(batch, Set.of("requests"), "");
        JsonArray requests = batch.getJsonArray("requests", new JsonArray());
        unless(!requests.isEmpty(), "* BatchEmbedContentsRequest.requests: is empty");
        unless(
                requests.size() <= LARGEST_BATCH,
                "* BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch");
        for (Object each : requests) {
            JsonObject request = (JsonObject) each;
            GenerateContentCheck.known(
                    request,
                    Set.of("model", "content", "taskType", "title", "outputDimensionality"),
                    "requests");
            unless(
                    model.equals(request.getString("model")),
                    "* EmbedContentRequest.model: must be that of the batch");
            ContentsCheck.parts(request.getJsonObject("content"), "requests.content");
        }
    }

    private JsonObject answer(JsonObject batch) {
        var embeddings = new JsonArray();
        for (Object each : batch.getJsonArray("requests")) {
            JsonObject request = (JsonObject) each;
            String text =
                    request.getJsonObject("content")
                            .getJsonArray("parts")
                            .getJsonObject(0)
                            .getString("text");
            var values = new JsonArray();
            for (float value :
                    EmbeddingReply.vector(
                            text, request.getInteger("outputDimensionality", dimensions))) {
                values.add(value);
            }
            embeddings.add(new JsonObject().put("values", values));
        }
        return new JsonObject().put("embeddings", embeddings);
    }
}
