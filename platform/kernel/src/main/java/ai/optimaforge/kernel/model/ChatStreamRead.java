// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.model.ModelMeters.Outcome;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.TokenUsage;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.Future;

/// The reading of one stream of chunks, from the upstream's to the canonical one. What it used is
/// counted here where the upstream was seen not to tell.
final class ChatStreamRead {
    private final ModelCall call;
    private final ChatRequest request;
    private final Offer offer;
    private final ModelServices services;
    private final AnswerText text;

    ChatStreamRead(ModelCall call, ChatRequest request, Offer offer, ModelServices services) {
        this.call = call;
        this.request = request;
        this.offer = offer;
        this.services = services;
        this.text = offer.provider().isSilentOnUsage() ? AnswerText.kept() : AnswerText.forgotten();
    }

    /// Completes with the stream once its first chunk is there.
    Future<CancellableStream<ChatChunk>> of(CancellableStream<ChatChunk> chunks) {
        PushStream<ChatChunk> canonical = new PushStream<>(call.producer(chunks));
        StreamMender mender =
                new StreamMender(offer.model(), request.document().has("tools"), canonical::push);
        FirstItem<ChatChunk> first = new FirstItem<>(canonical, services);
        chunks.handler(
                chunk -> {
                    call.firstToken();
                    text.add(chunk);
                    if (!guarded(() -> mender.chunk(chunk), chunks, first)) {
                        return;
                    }
                    if (first.came()) {
                        call.answered(chunk.document());
                    }
                });
        chunks.endHandler(end -> guarded(() -> ended(mender, canonical, first), chunks, first));
        chunks.exceptionHandler(failure -> first.failed(failure, call::failed));
        chunks.fetch(1);
        return first.future();
    }

    private void ended(
            StreamMender mender, PushStream<ChatChunk> canonical, FirstItem<ChatChunk> first) {
        mender.end();
        offer.provider().tellsUsage(mender.usage().isPresent());
        if (mender.usage().isPresent()) {
            call.used(mender.usage().get(), false);
            close(canonical, first);
            return;
        }
        estimate()
                .onComplete(
                        counted -> {
                            if (counted.succeeded()) {
                                mender.usage(counted.result());
                                call.used(TokenUsage.of(counted.result()), true);
                            }
                            close(canonical, first);
                        });
    }

    // a chunk is a token in nearly every provider's streams
    private Future<JsonDocument> estimate() {
        return text.isKept()
                ? services.estimate(request, text)
                : services.estimate(request, call.chunks());
    }

    private void close(PushStream<ChatChunk> canonical, FirstItem<ChatChunk> first) {
        call.ended(Outcome.OK);
        canonical.end();
        first.came();
    }

    private boolean guarded(
            Runnable step, CancellableStream<ChatChunk> chunks, FirstItem<ChatChunk> first) {
        try {
            step.run();
            return true;
        } catch (RuntimeException e) {
            chunks.cancel();
            first.failed(e, call::failed);
            return false;
        }
    }
}
