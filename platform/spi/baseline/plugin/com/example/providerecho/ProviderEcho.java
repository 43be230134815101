// SPDX-License-Identifier: Apache-2.0
package com.example.providerecho;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatMessage;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.model.ModelProviderFactory;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/// The plugin: the provider type `provider-echo`.
public final class ProviderEcho implements ModelProviderFactory<ProviderEchoConfig> {
    private static final String MODEL = "echo-1";

    /// Called by the kernel, once at each start of the plugin.
    public ProviderEcho() {}

    // region factory
    @Override
    public String type() {
        return "provider-echo";
    }

    @Override
    public Class<ProviderEchoConfig> configType() {
        return ProviderEchoConfig.class;
    }

    @Override
    public ModelProvider create(String instance, ProviderEchoConfig config) {
        return new Instance(config);
    }

    // endregion

    /// One instance; all event loops share it, so it holds nothing that changes.
    private record Instance(ProviderEchoConfig config) implements ModelProvider {
        // region claims
        @Override
        public Set<Capability> capabilities() {
            return Set.of(Capability.CHAT, Capability.CHAT_STREAM);
        }

        @Override
        public Future<List<ModelInfo>> models() {
            return Future.succeededFuture(List.of(ModelInfo.of(MODEL, ModelMode.CHAT)));
        }

        // endregion

        // region chat
        @Override
        public Future<ChatAnswer> chat(ChatRequest request, CallContext call) {
            if (!request.model().equals(MODEL)) {
                return Future.failedFuture(noModel(request.model()));
            }
            JsonObject message =
                    new JsonObject().put("role", "assistant").put("content", answer(request));
            JsonObject choice =
                    new JsonObject()
                            .put("index", 0)
                            .put("message", message)
                            .put("finish_reason", "stop");
            return Future.succeededFuture(
                    new ChatAnswer(document("chat.completion", choice).with("usage", usage())));
        }

        private static UpstreamException noModel(String model) {
            return UpstreamException.answered(404, "there is no model " + model + " here");
        }

        // endregion

        // region chat-stream
        @Override
        public Future<CancellableStream<ChatChunk>> streamChat(
                ChatRequest request, CallContext call) {
            if (!request.model().equals(MODEL)) {
                return Future.failedFuture(noModel(request.model()));
            }
            return Future.succeededFuture(new Words(answer(request)).chunks);
        }

        // endregion

        private String answer(ChatRequest request) {
            List<ChatMessage> messages = request.messages();
            return config.prefix() + (messages.isEmpty() ? "" : messages.getLast().text());
        }
    }

    /// Pushes a word a chunk while the client reads, and rests while it does not.
    private static final class Words implements PushStream.Producer {
        private final PushStream<ChatChunk> chunks = new PushStream<>(this);
        private final String[] words;
        private int sent;
        private boolean wanted;

        Words(String text) {
            words = text.split("(?<= )", -1);
        }

        @Override
        public void resume() {
            wanted = true;
            while (wanted && sent < words.length) {
                push(new JsonObject().put("content", words[sent++]), null);
            }
            if (sent == words.length && !chunks.isEnded()) {
                push(new JsonObject(), "stop");
                chunks.push(
                        new ChatChunk(document("chat.completion.chunk").with("usage", usage())));
                chunks.end();
            }
        }

        private void push(JsonObject delta, @Nullable String finishReason) {
            JsonObject choice =
                    new JsonObject()
                            .put("index", 0)
                            .put("delta", delta)
                            .put("finish_reason", finishReason);
            chunks.push(new ChatChunk(document("chat.completion.chunk", choice)));
        }

        @Override
        public void pause() {
            wanted = false;
        }

        @Override
        public void cancel() {
            wanted = false;
        }
    }

    private static JsonDocument document(String object, JsonObject... choices) {
        return JsonDocument.of(
                new JsonObject()
                        .put("id", "echo")
                        .put("object", object)
                        .put("created", 0)
                        .put("model", MODEL)
                        .put("choices", new JsonArray(List.of((Object[]) choices))));
    }

    private static JsonObject usage() {
        return new JsonObject()
                .put("prompt_tokens", 1)
                .put("completion_tokens", 1)
                .put("total_tokens", 2);
    }
}
