// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.ForgeException;
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
import io.vertx.core.buffer.Buffer;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// One upstream that speaks Gemini's API.
final class GoogleProvider implements ModelProvider {
    private static final Set<Capability> CAPABILITIES =
            Set.of(
                    Capability.CHAT,
                    Capability.CHAT_STREAM,
                    Capability.EMBEDDINGS,
                    Capability.THOUGHTS);
    private static final String MODELS = "/v1beta/models?pageSize=1000";

    /// More than any upstream has; one that never ends its list is not followed for ever.
    private static final int MOST_PAGES = 20;

    private final Upstream upstream;
    private final SecretMask mask;
    private final Optional<String> vendor;

    GoogleProvider(Upstream upstream, SecretMask mask, Optional<String> vendor) {
        this.upstream = requireNonNull(upstream);
        this.mask = requireNonNull(mask);
        this.vendor = requireNonNull(vendor);
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Optional<String> vendor() {
        return vendor;
    }

    @Override
    public Future<List<ModelInfo>> models() {
        return mask.hide(models(MODELS, new ArrayList<>(), 1));
    }

    private Future<List<ModelInfo>> models(String path, List<ModelInfo> known, int page) {
        return upstream.get(path, new UncalledFor("provider-google"))
                .map(ModelList::parse)
                .compose(
                        list -> {
                            known.addAll(list.models());
                            return list.next().isEmpty() || page == MOST_PAGES
                                    ? Future.succeededFuture(List.copyOf(known))
                                    : models(pageAfter(list.next().get()), known, page + 1);
                        });
    }

    private static String pageAfter(String token) {
        return MODELS + "&pageToken=" + URLEncoder.encode(token, UTF_8);
    }

    @Override
    public Future<ChatAnswer> chat(ChatRequest request, CallContext call) {
        GeminiModel model = GeminiModel.of(request.model());
        return attempt(
                () ->
                        upstream.post(
                                        model.path("generateContent"),
                                        ChatRequests.translate(request.document(), model, call),
                                        call)
                                .map(
                                        answer ->
                                                new ChatAnswer(
                                                        ChatAnswers.translate(answer, model))));
    }

    @Override
    public Future<CancellableStream<ChatChunk>> streamChat(ChatRequest request, CallContext call) {
        GeminiModel model = GeminiModel.of(request.model());
        return attempt(
                () ->
                        upstream.stream(
                                model.path("streamGenerateContent") + "?alt=sse",
                                ChatRequests.translate(request.document(), model, call),
                                new ChatStreamDecoder(model, mask),
                                call));
    }

    @Override
    public Future<EmbeddingAnswer> embed(EmbeddingRequest request, CallContext call) {
        GeminiModel model = GeminiModel.of(request.model());
        Embeddings embeddings = new Embeddings(request.document(), model);
        return attempt(
                () ->
                        postAll(
                                        model.path("batchEmbedContents"),
                                        embeddings.batches(new Notices(call)),
                                        new ArrayList<>(),
                                        call)
                                .map(embeddings::answer)
                                .map(answer -> inFormat(answer, request))
                                .map(EmbeddingAnswer::new));
    }

    /// One after the other, so that a large request takes no more of the upstream than a small
    /// one.
    private Future<List<Buffer>> postAll(
            String path, List<Buffer> batches, List<Buffer> answers, CallContext call) {
        if (answers.size() == batches.size()) {
            return Future.succeededFuture(answers);
        }
        return upstream.post(path, batches.get(answers.size()), call)
                .compose(
                        answer -> {
                            answers.add(answer);
                            return postAll(path, batches, answers, call);
                        });
    }

    private static JsonDocument inFormat(JsonDocument answer, EmbeddingRequest request) {
        return request.base64() ? EmbeddingFormat.base64(answer) : answer;
    }

    /// A request that the wire cannot express fails the call like any other failure.
    private <T> Future<T> attempt(Supplier<Future<T>> work) {
        try {
            return mask.hide(work.get());
        } catch (ForgeException refused) {
            return Future.failedFuture(refused);
        }
    }
}
