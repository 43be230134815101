// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.routing.RoutingConfig;
import ai.optimaforge.kernel.routing.WorkClass;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatRequest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What every call in the room needs.
///
/// @param config how calls find their way
/// @param meters what calls took
/// @param tokens counts what an upstream does not
/// @param listeners are told of what happens
record ModelServices(
        Vertx vertx,
        RoutingConfig config,
        ModelMeters meters,
        TokenCounter tokens,
        Listeners listeners) {
    /// Who wants to know.
    interface Listeners {
        /// A circuit has opened here.
        void circuitOpened(Offer offer);

        /// `auto` chose a model for an answer that begins now.
        ///
        /// @param id as the upstream calls it
        void answered(String id, Offer offer, WorkClass work, Caller caller);
    }

    /// A call failed by an upstream's fault.
    void failed(Offer offer) {
        if (offer.health().failed()) {
            listeners.circuitOpened(offer);
        }
    }

    /// An answer has an id.
    void answered(CallRoute route, Optional<String> id) {
        if (route.plan().work().isPresent() && id.isPresent()) {
            listeners.answered(id.get(), route.offer(), route.plan().work().get(), route.caller());
        }
    }

    /// An object `usage` of what was counted here.
    Future<JsonDocument> estimate(ChatRequest request, AnswerText answer) {
        return tokens.prompt(request)
                .compose(
                        input ->
                                tokens.text(answer.toString()).map(output -> usage(input, output)));
    }

    /// An object `usage` of an answer of which only the length is known.
    Future<JsonDocument> estimate(ChatRequest request, long answerTokens) {
        return tokens.prompt(request).map(input -> usage(input, answerTokens));
    }

    private static JsonDocument usage(long input, long output) {
        return UsageMender.mend(
                JsonDocument.of(
                        new JsonObject()
                                .put("prompt_tokens", input)
                                .put("completion_tokens", output)));
    }

    /// Runs an action on the call's event loop when the first chunk was waited for long enough.
    long afterFirstChunkWait(Runnable action) {
        return vertx.setTimer(config.firstChunkWait().toMillis(), timer -> action.run());
    }

    void forget(long timer) {
        vertx.cancelTimer(timer);
    }

    /// Completes on the call's event loop after a while.
    Future<Void> pause(Duration duration) {
        return vertx.timer(Math.max(1, duration.toMillis()), TimeUnit.MILLISECONDS).mapEmpty();
    }
}
