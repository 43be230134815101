// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.Dialect;
import ai.optimaforge.spi.model.EmbeddingAnswer;
import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.model.NativeAnswer;
import ai.optimaforge.spi.model.NativeEvent;
import ai.optimaforge.spi.model.NativeRequest;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.toolkit.EmbeddingFormat;
import ai.optimaforge.toolkit.SecretMask;
import ai.optimaforge.toolkit.UncalledFor;
import ai.optimaforge.toolkit.Upstream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// One upstream. What comes in goes out as the bytes it is, both ways, but for the upstream's
/// quirks.
final class OpenAiProvider implements ModelProvider {
    private static final Set<Capability> CAPABILITIES =
            Set.of(Capability.CHAT, Capability.CHAT_STREAM, Capability.EMBEDDINGS);

    private static final String CHAT = "/chat/completions";
    private static final String RESPONSES = "/responses";

    private final Upstream upstream;
    private final SecretMask mask;
    private final Optional<KnownUpstream> known;
    private final Quirks quirks;

    /// @param known what is known of the upstream, if it is not the operator's own
    OpenAiProvider(Upstream upstream, SecretMask mask, Optional<KnownUpstream> known) {
        this.upstream = requireNonNull(upstream);
        this.mask = requireNonNull(mask);
        this.known = requireNonNull(known);
        this.quirks = known.map(KnownUpstream::quirks).orElse(Quirks.NONE);
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Optional<String> vendor() {
        return known.flatMap(KnownUpstream::vendor);
    }

    @Override
    public Future<List<ModelInfo>> models() {
        Optional<List<String>> told = known.flatMap(KnownUpstream::models);
        if (told.isPresent()) {
            return Future.succeededFuture(ModelList.of(told.get()));
        }
        return mask.hide(
                upstream.get("/models", new UncalledFor("provider-openai")).map(ModelList::parse));
    }

    @Override
    public Future<ChatAnswer> chat(ChatRequest request, CallContext call) {
        return taken(
                request,
                call,
                body ->
                        upstream.post(CHAT, body, call)
                                .map(
                                        answer ->
                                                new ChatAnswer(
                                                        UpstreamDocument.parse(
                                                                answer, "choices"))));
    }

    @Override
    public Future<CancellableStream<ChatChunk>> streamChat(ChatRequest request, CallContext call) {
        return taken(
                request,
                call,
                body -> upstream.stream(CHAT, body, new ChatStreamDecoder(mask), call));
    }

    private <T> Future<T> taken(
            ChatRequest request, CallContext call, Function<Buffer, Future<T>> send) {
        Buffer body;
        try {
            body = quirks.apply(request, call).toBuffer();
        } catch (ForgeException refusal) {
            return Future.failedFuture(refusal);
        }
        return mask.hide(send.apply(body));
    }

    @Override
    public Set<Dialect> dialects() {
        return known.flatMap(KnownUpstream::responses).isPresent()
                ? Set.of(Dialect.OPENAI_RESPONSES)
                : Set.of();
    }

    @Override
    public Future<NativeAnswer> chat(NativeRequest request, CallContext call) {
        return mask.hide(
                upstream.post(RESPONSES, taken(request, call), call).map(ResponseAnswer::parse));
    }

    @Override
    public Future<CancellableStream<NativeEvent>> streamChat(
            NativeRequest request, CallContext call) {
        return mask.hide(
                upstream.stream(
                        RESPONSES, taken(request, call), new ResponseStreamDecoder(mask), call));
    }

    private Buffer taken(NativeRequest request, CallContext call) {
        return known.flatMap(KnownUpstream::responses)
                .map(how -> how.apply(request, call))
                .orElse(request)
                .toBuffer();
    }

    @Override
    public Future<EmbeddingAnswer> embed(EmbeddingRequest request, CallContext call) {
        return mask.hide(
                upstream.post("/embeddings", request.toBuffer(), call)
                        .map(body -> UpstreamDocument.parse(body, "data"))
                        .map(answer -> inFormat(answer, request))
                        .map(EmbeddingAnswer::new));
    }

    private static JsonDocument inFormat(JsonDocument answer, EmbeddingRequest request) {
        return request.base64() ? EmbeddingFormat.base64(answer) : EmbeddingFormat.numbers(answer);
    }
}
