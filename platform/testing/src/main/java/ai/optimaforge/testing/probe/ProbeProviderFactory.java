// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.probe;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.model.ModelProviderFactory;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Set;

/// The provider type `probe`: its model answers with the text that the request gives it, and
/// tells the request.
public final class ProbeProviderFactory implements ModelProviderFactory<ProbeProviderFactory.None> {
    /// There are no settings.
    public record None() {}

    /// For the kernel.
    public ProbeProviderFactory() {}

    @Override
    public String type() {
        return "probe";
    }

    @Override
    public Class<None> configType() {
        return None.class;
    }

    @Override
    public ModelProvider create(String instance, None config) {
        return new Model();
    }

    private static final class Model implements ModelProvider {
        @Override
        public Set<Capability> capabilities() {
            return Set.of(Capability.CHAT, Capability.CHAT_STREAM);
        }

        @Override
        public Future<List<ModelInfo>> models() {
            return Future.succeededFuture(List.of(ModelInfo.of("probe", ModelMode.CHAT)));
        }

        @Override
        public Future<ChatAnswer> chat(ChatRequest request, CallContext call) {
            JsonObject message =
                    new JsonObject().put("role", "assistant").put("content", answer(request));
            JsonObject choice =
                    new JsonObject().put("message", message).put("finish_reason", "stop");
            return Future.succeededFuture(
                    new ChatAnswer(
                            document("chat.completion", choice)
                                    .with(Probe.REQUEST, request.document().toJson())));
        }

        @Override
        public Future<CancellableStream<ChatChunk>> streamChat(
                ChatRequest request, CallContext call) {
            PushStream<ChatChunk> chunks = new PushStream<>(new Started());
            for (String word : answer(request).split("(?<= )", -1)) {
                chunks.push(chunk(new JsonObject().put("content", word)));
            }
            chunks.push(chunk(new JsonObject().put("content", ""), "stop"));
            chunks.end();
            return Future.succeededFuture(chunks);
        }

        private static ChatChunk chunk(JsonObject delta) {
            JsonObject choice = new JsonObject().put("delta", delta).putNull("finish_reason");
            return new ChatChunk(document("chat.completion.chunk", choice));
        }

        private static ChatChunk chunk(JsonObject delta, String finishReason) {
            JsonObject choice =
                    new JsonObject().put("delta", delta).put("finish_reason", finishReason);
            return new ChatChunk(document("chat.completion.chunk", choice));
        }

        private static String answer(ChatRequest request) {
            return request.document().string(Probe.ANSWER).orElse("The probe says so.");
        }

        private static JsonDocument document(String object, JsonObject choice) {
            return JsonDocument.of(
                    new JsonObject()
                            .put("id", "probe")
                            .put("object", object)
                            .put("created", 0)
                            .put("model", "probe")
                            .put("choices", new JsonArray().add(choice.put("index", 0))));
        }
    }

    /// All that there is has been pushed already.
    private static final class Started implements PushStream.Producer {
        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {}
    }
}
