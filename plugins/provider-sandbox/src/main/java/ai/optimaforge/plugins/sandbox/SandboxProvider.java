// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.EmbeddingAnswer;
import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import java.util.List;
import java.util.Set;

/// Plays a provider. It has no state, so all instances are alike.
final class SandboxProvider implements ModelProvider {
    static final String CHAT_MODEL = "sandbox-chat";
    static final String EMBEDDING_MODEL = "sandbox-embedding";

    private static final Set<Capability> CAPABILITIES =
            Set.of(Capability.CHAT, Capability.CHAT_STREAM, Capability.EMBEDDINGS);
    private static final List<ModelInfo> MODELS =
            List.of(
                    model(CHAT_MODEL, ModelMode.CHAT)
                            .withDescription(
                                    "No model: repeats what it is told, for examples and tests."),
                    model(EMBEDDING_MODEL, ModelMode.EMBEDDING)
                            .withDescription(
                                    "No model: hashes character trigrams, for examples and"
                                            + " tests."));

    private static ModelInfo model(String id, ModelMode mode) {
        return ModelInfo.of(id, mode).withOwnedBy("optima-forge");
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Future<List<ModelInfo>> models() {
        return Future.succeededFuture(MODELS);
    }

    @Override
    public Future<ChatAnswer> chat(ChatRequest request, CallContext call) {
        try {
            Reply reply = reply(request);
            Directives directives = reply.directives();
            if (directives.stallAfter().isPresent()) {
                return untilCancelled(call);
            }
            if (directives.dieAfter().isPresent()) {
                return Future.failedFuture(ChunkProducer.hangsUp());
            }
            ChatAnswer answer = new ChatAnswer(ReplyJson.whole(reply));
            return directives.delayMillis() == 0
                    ? Future.succeededFuture(answer)
                    : later(answer, directives.delayMillis(), call);
        } catch (UpstreamException refusal) {
            return Future.failedFuture(refusal);
        }
    }

    @Override
    public Future<CancellableStream<ChatChunk>> streamChat(ChatRequest request, CallContext call) {
        try {
            Reply reply = reply(request);
            if (reply.directives().stallsAtOnce()) {
                return untilCancelled(call);
            }
            ReplyChunks chunks = new ReplyChunks(reply, request.includeUsage());
            return Future.succeededFuture(
                    new ChunkProducer(chunks.iterator(), reply.directives(), call).stream());
        } catch (UpstreamException refusal) {
            return Future.failedFuture(refusal);
        }
    }

    private static Reply reply(ChatRequest request) {
        requireModel(request.model(), CHAT_MODEL);
        return ReplyComposer.compose(request);
    }

    @Override
    public Future<EmbeddingAnswer> embed(EmbeddingRequest request, CallContext call) {
        try {
            requireModel(request.model(), EMBEDDING_MODEL);
            return Future.succeededFuture(new EmbeddingAnswer(Embeddings.of(request)));
        } catch (UpstreamException refusal) {
            return Future.failedFuture(refusal);
        }
    }

    private static void requireModel(String asked, String known) {
        if (!asked.equals(known)) {
            throw UpstreamException.answered(
                    404, "The sandbox has no such model here: " + asked + ". Try " + known + ".");
        }
    }

    private static <T> Future<T> untilCancelled(CallContext call) {
        Promise<T> never = Promise.promise();
        call.onCancel(() -> never.tryFail(cancelled()));
        return never.future();
    }

    private static <T> Future<T> later(T answer, long millis, CallContext call) {
        Vertx vertx = Vertx.currentContext().owner();
        Promise<T> promise = Promise.promise();
        long timer = vertx.setTimer(millis, fired -> promise.tryComplete(answer));
        call.onCancel(
                () -> {
                    vertx.cancelTimer(timer);
                    promise.tryFail(cancelled());
                });
        return promise.future();
    }

    static UpstreamException cancelled() {
        return UpstreamException.of(Failure.HUNG_UP, "the call was cancelled");
    }
}
