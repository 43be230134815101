// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.Dialect;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.model.NativeAnswer;
import ai.optimaforge.spi.model.NativeEvent;
import ai.optimaforge.spi.model.NativeRequest;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.toolkit.SecretMask;
import ai.optimaforge.toolkit.Upstream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// One upstream. What comes in OpenAI's dialect is translated; what comes in its own goes through
/// as the bytes it is, both ways.
final class AnthropicProvider implements ModelProvider {
    private static final String VENDOR = "anthropic";
    private static final String MESSAGES = "/v1/messages";
    private static final Set<Capability> CAPABILITIES =
            Set.of(Capability.CHAT, Capability.CHAT_STREAM, Capability.THOUGHTS);
    private static final Set<Dialect> DIALECTS = Set.of(Dialect.ANTHROPIC_MESSAGES);

    private final Upstream upstream;
    private final ClientHeaders headers;
    private final SecretMask mask;
    private final boolean isAnthropic;
    private final int maxAnswerSize;
    private final KnownModels models;

    /// @param headers what a client's headers add to those of the upstream
    /// @param isAnthropic whether the upstream is Anthropic's own
    /// @param maxAnswerSize how many bytes of an answer are held in memory
    AnthropicProvider(
            Upstream upstream,
            ClientHeaders headers,
            SecretMask mask,
            boolean isAnthropic,
            int maxAnswerSize) {
        this.upstream = requireNonNull(upstream);
        this.headers = requireNonNull(headers);
        this.mask = requireNonNull(mask);
        this.isAnthropic = isAnthropic;
        this.maxAnswerSize = maxAnswerSize;
        this.models = new KnownModels(upstream, isAnthropic ? VENDOR : "");
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Optional<String> vendor() {
        return isAnthropic ? Optional.of(VENDOR) : Optional.empty();
    }

    @Override
    public Set<Dialect> dialects() {
        return DIALECTS;
    }

    @Override
    public Future<List<ModelInfo>> models() {
        return mask.hide(models.list());
    }

    @Override
    public Future<ChatAnswer> chat(ChatRequest request, CallContext call) {
        return translated(
                request,
                false,
                call,
                wire ->
                        upstream.post(MESSAGES, wire.body(), call)
                                .map(UpstreamDocument::parse)
                                .map(answer -> AnswerTranslation.of(answer, wire.answerTool())));
    }

    @Override
    public Future<CancellableStream<ChatChunk>> streamChat(ChatRequest request, CallContext call) {
        return translated(
                request,
                true,
                call,
                wire ->
                        upstream.stream(
                                MESSAGES,
                                wire.body(),
                                new ChatStreamTranslation(wire.answerTool(), mask, maxAnswerSize),
                                call));
    }

    private <T> Future<T> translated(
            ChatRequest request,
            boolean stream,
            CallContext call,
            Function<RequestTranslation, Future<T>> send) {
        RequestTranslation wire;
        try {
            wire = RequestTranslation.of(request, models.traits(request.model()), stream, call);
        } catch (ForgeException refused) {
            return Future.failedFuture(refused);
        }
        return mask.hide(send.apply(wire));
    }

    @Override
    public Future<NativeAnswer> chat(NativeRequest request, CallContext call) {
        return mask.hide(
                upstream.post(MESSAGES, headers.of(request), request.toBuffer(), call)
                        .map(AnthropicProvider::answer));
    }

    private static NativeAnswer answer(Buffer body) {
        JsonDocument message = UpstreamDocument.parse(body);
        Usage usage = new Usage();
        return new NativeAnswer(
                message, usage.take(message) ? Optional.of(usage.tokens()) : Optional.empty());
    }

    @Override
    public Future<CancellableStream<NativeEvent>> streamChat(
            NativeRequest request, CallContext call) {
        return mask.hide(
                upstream.stream(
                        MESSAGES,
                        headers.of(request),
                        request.toBuffer(),
                        new MessageStream(mask),
                        call));
    }
}
