// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.testing.EventLoop;
import ai.optimaforge.testing.Reading;
import ai.optimaforge.testing.TestCall;
import ai.optimaforge.testing.TestPluginContext;
import ai.optimaforge.testing.upstream.FakeUpstream;
import ai.optimaforge.testing.upstream.Reply;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

/// A provider on a fake upstream that refuses what Google refuses.
abstract class ProviderTest {
    static final Duration SOON = Duration.ofSeconds(5);
    static final Duration ABORT = Duration.ofSeconds(1);
    static final String HELLO = "{\"role\":\"user\",\"content\":\"hi\"}";

    final FakeUpstream upstream = FakeUpstream.start();
    final EventLoop loop = new EventLoop();
    final ModelProvider provider = create(TestConfig.of(upstream.origin()));
    final TestCall call = new TestCall();

    @AfterEach
    void close() {
        loop.close();
        upstream.close();
    }

    final ModelProvider create(GoogleConfig config) {
        return new GoogleProviderFactory(new TestPluginContext(loop.vertx()))
                .create("test", config);
    }

    /// A request to a model of the generation before the last.
    static ChatRequest chat(String messages, String... members) {
        return chatWith("gemini-2.5-flash", messages, members);
    }

    static ChatRequest chatWith(String model, String messages, String... members) {
        String more = members.length == 0 ? "" : "," + String.join(",", members);
        return new ChatRequest(
                JsonDocument.parse(
                        Buffer.buffer(
                                "{\"model\":\"%s\",\"messages\":[%s]%s}"
                                        .formatted(model, messages, more))));
    }

    /// What the upstream gets of a request, and takes.
    JsonObject sent(ChatRequest request) {
        loop.call(() -> provider.chat(request, call));
        return upstream.nextRequest(SOON).json();
    }

    JsonArray contents(ChatRequest request) {
        return sent(request).getJsonArray("contents");
    }

    /// The failure of a request that is refused before anything is sent.
    ForgeException refused(ChatRequest request) {
        return refused(() -> provider.chat(request, call));
    }

    ForgeException refused(java.util.function.Supplier<Future<?>> work) {
        CompletionException thrown =
                assertThrows(
                        CompletionException.class, () -> loop.call(() -> work.get().mapEmpty()));
        return assertInstanceOf(ForgeException.class, thrown.getCause());
    }

    JsonObject answer(Reply reply) {
        return answer(chat(HELLO), reply);
    }

    JsonObject answer(ChatRequest request, Reply reply) {
        upstream.next(reply);
        return loop.call(() -> provider.chat(request, call)).document().toJson();
    }

    JsonObject choice(Reply reply) {
        return answer(reply).getJsonArray("choices").getJsonObject(0);
    }

    JsonObject message(Reply reply) {
        return choice(reply).getJsonObject("message");
    }

    UpstreamException failureAfter(Reply reply) {
        upstream.next(reply);
        return loop.failure(() -> provider.chat(chat(HELLO), call));
    }

    List<JsonObject> chunks(ChatRequest request, Reply reply) {
        upstream.next(reply);
        return loop.call(() -> read(request)).stream()
                .map(chunk -> chunk.document().toJson())
                .toList();
    }

    List<JsonObject> chunks(Reply reply) {
        return chunks(chat(HELLO), reply);
    }

    UpstreamException streamFailureAfter(Reply reply) {
        upstream.next(reply);
        return loop.failure(() -> read(chat(HELLO)));
    }

    private Future<List<ChatChunk>> read(ChatRequest request) {
        return provider.streamChat(request, call).compose(Reading::all);
    }

    static EmbeddingRequest embedding(String input, String... members) {
        String more = members.length == 0 ? "" : "," + String.join(",", members);
        return new EmbeddingRequest(
                JsonDocument.parse(
                        Buffer.buffer(
                                "{\"model\":\"gemini-embedding-001\",\"input\":%s%s}"
                                        .formatted(input, more))));
    }

    /// An event that says a text and does not finish.
    static String event(String text) {
        return JsonObject.of(
                        "candidates",
                        JsonArray.of(
                                JsonObject.of(
                                        "content",
                                        JsonObject.of(
                                                "parts",
                                                JsonArray.of(JsonObject.of("text", text)),
                                                "role",
                                                "model"))))
                .encode();
    }
}
