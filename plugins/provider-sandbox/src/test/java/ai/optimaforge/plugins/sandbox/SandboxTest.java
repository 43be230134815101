// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.testing.EventLoop;
import ai.optimaforge.testing.Reading;
import ai.optimaforge.testing.TestCall;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;

import java.util.List;

/// A sandbox on an event loop.
abstract class SandboxTest {
    final EventLoop loop = new EventLoop();
    final ModelProvider provider = new SandboxProviderFactory().create("test", new SandboxConfig());

    @AfterEach
    void close() {
        loop.close();
    }

    static JsonObject saying(String text) {
        JsonObject message = new JsonObject().put("role", "user").put("content", text);
        return new JsonObject()
                .put("model", "sandbox-chat")
                .put("messages", new JsonArray().add(message));
    }

    static ChatRequest request(JsonObject json) {
        return new ChatRequest(JsonDocument.of(json));
    }

    JsonObject whole(JsonObject request) {
        return loop.call(() -> provider.chat(request(request), new TestCall())).document().toJson();
    }

    JsonObject choice(JsonObject request) {
        return whole(request).getJsonArray("choices").getJsonObject(0);
    }

    String content(JsonObject request) {
        return choice(request).getJsonObject("message").getString("content");
    }

    UpstreamException failure(JsonObject request) {
        return loop.failure(() -> provider.chat(request(request), new TestCall()));
    }

    CancellableStream<ChatChunk> stream(JsonObject request, TestCall call) {
        return loop.call(() -> provider.streamChat(request(request), call));
    }

    List<JsonObject> chunks(JsonObject request) {
        return loop
                .call(
                        () ->
                                provider.streamChat(request(request), new TestCall())
                                        .compose(Reading::all))
                .stream()
                .map(chunk -> chunk.document().toJson())
                .toList();
    }

    JsonObject embed(JsonObject request) {
        JsonObject complete = new JsonObject().put("model", "sandbox-embedding").mergeIn(request);
        return loop.call(
                        () ->
                                provider.embed(
                                        new EmbeddingRequest(JsonDocument.of(complete)),
                                        new TestCall()))
                .document()
                .toJson();
    }
}
