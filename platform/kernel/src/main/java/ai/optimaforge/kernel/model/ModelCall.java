// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.model.ModelMeters.Outcome;
import ai.optimaforge.kernel.usage.AccountedCall;
import ai.optimaforge.kernel.usage.ModelUse;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.Dialect;
import ai.optimaforge.spi.model.EmbeddingAnswer;
import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.spi.model.NativeAnswer;
import ai.optimaforge.spi.model.NativeEvent;
import ai.optimaforge.spi.model.NativeRequest;
import ai.optimaforge.spi.model.Routed;
import ai.optimaforge.spi.model.TokenUsage;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.Future;

/// One call of one model: the request as the upstream takes it, the answer as every client reads
/// it, and what it took.
final class ModelCall {
    private final Target target;
    private final CallRoute route;
    private final CallContext call;
    private final ModelMeters meters;
    private final long started = System.nanoTime();
    private TokenUsage usage = TokenUsage.NONE;
    private long firstTokenNanos = -1;
    private long chunks;
    private boolean counted;

    ModelCall(Target target, CallContext call, ModelMeters meters) {
        this.target = target;
        this.route = new CallRoute(target, call);
        this.call = call;
        this.meters = meters;
        call.onCancel(() -> ended(Outcome.CANCELLED));
    }

    boolean speaks(Dialect dialect) {
        return target.provider().provider().dialects().contains(dialect);
    }

    Future<Routed<ChatAnswer>> chat(ChatRequest request) {
        ChatRequest upstream = request.withModel(target.model()).withoutForge();
        return settle(
                target.provider()
                        .provider()
                        .chat(upstream, route)
                        .map(answer -> AnswerMender.mend(answer, target.model()))
                        .onSuccess(answer -> answer.usage().ifPresent(this::used)));
    }

    Future<Routed<EmbeddingAnswer>> embed(EmbeddingRequest request) {
        EmbeddingRequest upstream = request.withModel(target.model()).withoutForge();
        return settle(
                target.provider()
                        .provider()
                        .embed(upstream, route)
                        .onSuccess(answer -> answer.usage().ifPresent(this::used)));
    }

    Future<Routed<NativeAnswer>> chat(NativeRequest request) {
        return settle(
                target.provider()
                        .provider()
                        .chat(request.withModel(target.model()).withoutForge(), route)
                        .onSuccess(answer -> answer.usage().ifPresent(this::used)));
    }

    private <T> Future<Routed<T>> settle(Future<T> answer) {
        return answer.map(value -> new Routed<>(value, route))
                .onSuccess(value -> ended(Outcome.OK))
                .recover(failure -> Future.failedFuture(failed(failure)));
    }

    Future<Routed<CancellableStream<ChatChunk>>> streamChat(ChatRequest request) {
        ChatRequest upstream = request.withModel(target.model()).withoutForge().withIncludeUsage();
        return target.provider()
                .provider()
                .streamChat(upstream, route)
                .<Routed<CancellableStream<ChatChunk>>>map(
                        chunks ->
                                new Routed<>(
                                        mended(chunks, request.document().has("tools")), route))
                .recover(failure -> Future.failedFuture(failed(failure)));
    }

    Future<Routed<CancellableStream<NativeEvent>>> streamChat(NativeRequest request) {
        return target.provider()
                .provider()
                .streamChat(request.withModel(target.model()).withoutForge(), route)
                .<Routed<CancellableStream<NativeEvent>>>map(
                        events -> new Routed<>(counted(events), route))
                .recover(failure -> Future.failedFuture(failed(failure)));
    }

    /// The events as they are; what they tell of usage is read on the way.
    private CancellableStream<NativeEvent> counted(CancellableStream<NativeEvent> events) {
        PushStream<NativeEvent> told = new PushStream<>(producer(events));
        events.handler(
                event -> {
                    firstToken();
                    event.usage().ifPresent(sofar -> usage = sofar);
                    told.push(event);
                });
        events.endHandler(
                end -> {
                    used(usage);
                    ended(Outcome.OK);
                    told.end();
                });
        events.exceptionHandler(failure -> told.fail(failed(failure)));
        return told;
    }

    private CancellableStream<ChatChunk> mended(
            CancellableStream<ChatChunk> chunks, boolean tools) {
        PushStream<ChatChunk> canonical = new PushStream<>(producer(chunks));
        StreamMender mender = new StreamMender(target.model(), tools, canonical::push);
        chunks.handler(
                chunk -> {
                    firstToken();
                    guarded(() -> mender.chunk(chunk), chunks, canonical);
                });
        chunks.endHandler(
                end ->
                        guarded(
                                () -> {
                                    mender.end();
                                    mender.usage().ifPresent(this::used);
                                    ended(Outcome.OK);
                                    canonical.end();
                                },
                                chunks,
                                canonical));
        chunks.exceptionHandler(failure -> canonical.fail(failed(failure)));
        return canonical;
    }

    private void guarded(
            Runnable step, CancellableStream<ChatChunk> chunks, PushStream<ChatChunk> canonical) {
        try {
            step.run();
        } catch (RuntimeException e) {
            chunks.cancel();
            canonical.fail(failed(e));
        }
    }

    private PushStream.Producer producer(CancellableStream<?> chunks) {
        return new PushStream.Producer() {
            @Override
            public void pause() {
                chunks.pause();
            }

            @Override
            public void resume() {
                chunks.resume();
            }

            @Override
            public void cancel() {
                ended(Outcome.CANCELLED);
                chunks.cancel();
            }
        };
    }

    private void firstToken() {
        chunks++;
        if (firstTokenNanos < 0) {
            firstTokenNanos = System.nanoTime() - started;
            meters.firstToken(target.instance(), firstTokenNanos);
        }
    }

    private void used(TokenUsage told) {
        usage = told;
        route.used(told);
        meters.used(target.instance(), told);
    }

    private Throwable failed(Throwable failure) {
        ended(call.isCancelled() ? Outcome.CANCELLED : Outcome.ERROR);
        return ClientErrors.from(failure, target.instance());
    }

    private void ended(Outcome outcome) {
        if (!counted) {
            counted = true;
            meters.ended(target.instance(), outcome, System.nanoTime() - started);
            if (call instanceof AccountedCall accounted) {
                accounted.used(use(accounted));
            }
        }
    }

    private ModelUse use(AccountedCall accounted) {
        return new ModelUse(
                target.model(),
                target.instance(),
                target.reason(),
                tokens(accounted),
                Double.NaN,
                firstTokenNanos);
    }

    /// What the upstream told; of a stream that was cut short before it could, an estimate: a
    /// chunk is a token in nearly every provider's streams.
    private TokenUsage tokens(AccountedCall accounted) {
        return usage.equals(TokenUsage.NONE) && chunks > 0
                ? new TokenUsage(accounted.expectedTokens(), chunks, 0, 0, 0)
                : usage;
    }
}
