// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.model.ModelMeters.Outcome;
import ai.optimaforge.kernel.usage.AccountedCall;
import ai.optimaforge.kernel.usage.ModelUse;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.Dialect;
import ai.optimaforge.spi.model.EmbeddingAnswer;
import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.spi.model.NativeAnswer;
import ai.optimaforge.spi.model.NativeEvent;
import ai.optimaforge.spi.model.NativeRequest;
import ai.optimaforge.spi.model.TokenUsage;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.Future;

import java.util.function.Function;

/// One try of one call at one model: the request as the upstream takes it, the answer as every
/// client reads it, and what it took. Until its answer begins its failure is the upstream's own
/// words, so that another try can be made; after that it is what the client is told.
final class ModelCall {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Offer offer;
    private final CallRoute route;
    private final ModelServices services;
    private final long started = System.nanoTime();
    private TokenUsage usage = TokenUsage.NONE;
    private long firstTokenNanos = -1;
    private long chunks;
    private boolean counted;
    private boolean accounted;

    ModelCall(CallRoute route, ModelServices services) {
        this.offer = route.offer();
        this.route = route;
        this.services = services;
        offer.provider().began();
        route.onCancel(() -> ended(Outcome.CANCELLED));
    }

    boolean speaks(Dialect dialect) {
        return offer.provider().provider().dialects().contains(dialect);
    }

    /// A translated request as this provider takes it.
    ChatRequest plain(ChatRequest translated) {
        return offer.provider().can(Capability.THOUGHTS) ? translated : PlainRequest.of(translated);
    }

    long nanosSinceStart() {
        return System.nanoTime() - started;
    }

    Future<ChatAnswer> chat(ChatRequest request) {
        ChatRequest upstream = request.withModel(offer.model()).withoutForge();
        return settle(
                offer.provider()
                        .provider()
                        .chat(upstream, route)
                        .map(answer -> AnswerMender.mend(answer, offer.model()))
                        .onSuccess(answer -> answered(answer.document()))
                        .compose(answer -> withUsage(upstream, answer)));
    }

    /// The answer with what it used, which is counted here if the upstream does not tell.
    private Future<ChatAnswer> withUsage(ChatRequest request, ChatAnswer answer) {
        if (answer.usage().isPresent()) {
            used(answer.usage().get(), false);
            return Future.succeededFuture(answer);
        }
        return services.estimate(request, AnswerText.of(answer))
                .map(
                        estimate -> {
                            used(TokenUsage.of(estimate), true);
                            return new ChatAnswer(answer.document().with("usage", estimate));
                        });
    }

    Future<EmbeddingAnswer> embed(EmbeddingRequest request) {
        EmbeddingRequest upstream = request.withModel(offer.model()).withoutForge();
        return settle(
                offer.provider()
                        .provider()
                        .embed(upstream, route)
                        .onSuccess(answer -> answer.usage().ifPresent(told -> used(told, false))));
    }

    Future<NativeAnswer> chat(NativeRequest request) {
        return settle(
                offer.provider()
                        .provider()
                        .chat(request.withModel(offer.model()).withoutForge(), route)
                        .onSuccess(answer -> answered(answer.document()))
                        .onSuccess(answer -> answer.usage().ifPresent(told -> used(told, false))));
    }

    /// The answer, or its first chunk, is there.
    void answered(JsonDocument document) {
        services.answered(route, document.string("id"));
    }

    private <T> Future<T> settle(Future<T> answer) {
        return answer.onComplete(
                done -> {
                    if (done.succeeded()) {
                        route.succeeded(nanosSinceStart() / NANOS_PER_MILLI);
                        ended(Outcome.OK);
                    } else {
                        ended(outcome(done.cause()));
                    }
                });
    }

    Future<CancellableStream<ChatChunk>> streamChat(ChatRequest request) {
        ChatRequest upstream = request.withModel(offer.model()).withoutForge().withIncludeUsage();
        return begun(
                offer.provider().provider().streamChat(upstream, route),
                chunks -> new ChatStreamRead(this, upstream, offer, services).of(chunks));
    }

    Future<CancellableStream<NativeEvent>> streamChat(NativeRequest request) {
        return begun(
                offer.provider()
                        .provider()
                        .streamChat(request.withModel(offer.model()).withoutForge(), route),
                this::counted);
    }

    private <T> Future<CancellableStream<T>> begun(
            Future<CancellableStream<T>> stream,
            Function<CancellableStream<T>, Future<CancellableStream<T>>> read) {
        return stream.compose(read)
                .onComplete(
                        done -> {
                            if (done.succeeded()) {
                                route.succeeded(nanosSinceStart() / NANOS_PER_MILLI);
                            } else {
                                ended(outcome(done.cause()));
                            }
                        });
    }

    /// The events as they are; what they tell of usage is read on the way.
    private Future<CancellableStream<NativeEvent>> counted(CancellableStream<NativeEvent> events) {
        PushStream<NativeEvent> told = new PushStream<>(producer(events));
        FirstItem<NativeEvent> first = new FirstItem<>(told, services);
        events.handler(
                event -> {
                    firstToken();
                    event.usage().ifPresent(sofar -> usage = sofar);
                    told.push(event);
                    first.came();
                });
        events.endHandler(
                end -> {
                    used(usage, false);
                    ended(Outcome.OK);
                    told.end();
                    first.came();
                });
        events.exceptionHandler(failure -> first.failed(failure, this::failed));
        events.fetch(1);
        return first.future();
    }

    PushStream.Producer producer(CancellableStream<?> upstream) {
        return new PushStream.Producer() {
            @Override
            public void pause() {
                upstream.pause();
            }

            @Override
            public void resume() {
                upstream.resume();
            }

            @Override
            public void cancel() {
                ended(Outcome.CANCELLED);
                upstream.cancel();
            }
        };
    }

    /// How many there were so far.
    long chunks() {
        return chunks;
    }

    void firstToken() {
        chunks++;
        if (firstTokenNanos < 0) {
            firstTokenNanos = nanosSinceStart();
            services.meters().firstToken(offer.instance(), firstTokenNanos);
            offer.health().firstToken(firstTokenNanos);
            offer.health().answers();
        }
    }

    void used(TokenUsage told, boolean estimated) {
        usage = told;
        route.used(told, estimated);
        services.meters().used(offer.instance(), told);
    }

    /// What the client is told of a failure in the midst of an answer.
    Throwable failed(Throwable failure) {
        ended(outcome(failure));
        account();
        return ClientErrors.from(failure, offer.instance());
    }

    private Outcome outcome(Throwable failure) {
        if (route.isCancelled()) {
            return Outcome.CANCELLED;
        }
        return Failures.isOfUpstream(failure) ? Outcome.ERROR : Outcome.REFUSED;
    }

    /// The try is over. What it used is accounted for at once if it went well or was given up; if
    /// it failed, once it is known that no other follows.
    void ended(Outcome outcome) {
        if (counted) {
            return;
        }
        counted = true;
        offer.provider().ended();
        services.meters().ended(offer.instance(), outcome, nanosSinceStart());
        switch (outcome) {
            case OK -> {
                offer.health().succeeded();
                offer.health().took(nanosSinceStart());
            }
            case ERROR -> services.failed(offer);
            case REFUSED, CANCELLED -> offer.health().toldNothing();
        }
        if (outcome == Outcome.OK || outcome == Outcome.CANCELLED) {
            account();
        }
    }

    /// Tells the caller's account of the use. A second time does nothing.
    void account() {
        if (!accounted && route.call() instanceof AccountedCall caller) {
            accounted = true;
            TokenUsage tokens = tokens(caller);
            if (usage.equals(TokenUsage.NONE) && !tokens.equals(TokenUsage.NONE)) {
                route.used(tokens, true);
            }
            caller.used(
                    new ModelUse(
                            offer.model(),
                            offer.instance(),
                            route.reason(),
                            tokens,
                            route.costUsd(),
                            firstTokenNanos));
        }
    }

    /// What the upstream told; of a stream that was cut short before it could, an estimate: a
    /// chunk is a token in nearly every provider's streams.
    private TokenUsage tokens(AccountedCall caller) {
        return usage.equals(TokenUsage.NONE) && chunks > 0
                ? new TokenUsage(caller.expectedTokens(), chunks, 0, 0, 0)
                : usage;
    }
}
