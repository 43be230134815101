// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.EmbeddingAnswer;
import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.toolkit.EmbeddingFormat;
import ai.optimaforge.toolkit.SecretMask;
import ai.optimaforge.toolkit.UncalledFor;
import ai.optimaforge.toolkit.Upstream;

import io.vertx.core.Future;

import java.util.List;
import java.util.Set;

/// One upstream. What comes in goes out as the bytes it is, both ways.
final class OpenAiProvider implements ModelProvider {
    private static final Set<Capability> CAPABILITIES =
            Set.of(Capability.CHAT, Capability.CHAT_STREAM, Capability.EMBEDDINGS);

    private final Upstream upstream;
    private final SecretMask mask;

    OpenAiProvider(Upstream upstream, SecretMask mask) {
        this.upstream = requireNonNull(upstream);
        this.mask = requireNonNull(mask);
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Future<List<ModelInfo>> models() {
        return masked(
                upstream.get("/models", new UncalledFor("provider-openai")).map(ModelList::parse));
    }

    @Override
    public Future<ChatAnswer> chat(ChatRequest request, CallContext call) {
        return masked(
                upstream.post("/chat/completions", request.toBuffer(), call)
                        .map(body -> new ChatAnswer(UpstreamDocument.parse(body, "choices"))));
    }

    @Override
    public Future<CancellableStream<ChatChunk>> streamChat(ChatRequest request, CallContext call) {
        return masked(
                upstream.stream(
                        "/chat/completions",
                        request.toBuffer(),
                        new ChatStreamDecoder(mask),
                        call));
    }

    @Override
    public Future<EmbeddingAnswer> embed(EmbeddingRequest request, CallContext call) {
        return masked(
                upstream.post("/embeddings", request.toBuffer(), call)
                        .map(body -> UpstreamDocument.parse(body, "data"))
                        .map(answer -> inFormat(answer, request))
                        .map(EmbeddingAnswer::new));
    }

    private static JsonDocument inFormat(JsonDocument answer, EmbeddingRequest request) {
        return request.base64() ? EmbeddingFormat.base64(answer) : EmbeddingFormat.numbers(answer);
    }

    private <T> Future<T> masked(Future<T> answer) {
        return answer.recover(cause -> Future.failedFuture(mask.hide(cause)));
    }
}
