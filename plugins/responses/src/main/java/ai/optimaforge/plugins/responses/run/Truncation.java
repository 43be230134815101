// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.run;

import ai.optimaforge.plugins.responses.request.ChatTranslation;
import ai.optimaforge.plugins.responses.request.ModelInput;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.model.CatalogModel;
import ai.optimaforge.spi.model.ModelFacts;
import ai.optimaforge.spi.model.Models;

import io.vertx.core.Future;

/// Leaves out the oldest turns where not all fits into the model's context, in tokens, for
/// requests that allow it (`truncation: auto`). The newest turn always stays.
final class Truncation {
    private static final String AUTO = "auto";

    private final Models models;

    Truncation(Models models) {
        this.models = models;
    }

    /// What the model is asked to answer.
    Future<ModelInput> fit(PreparedResponse response, CallContext call) {
        ModelInput all = response.input();
        if (!response.request().mayTruncate()
                || all.turns() < 2
                || response.request().model().equals(AUTO)) {
            return Future.succeededFuture(all);
        }
        return models.find(response.request().model(), call.caller())
                .map(CatalogModel::info)
                .map(info -> room(info.facts(), response))
                .compose(
                        room ->
                                room == Long.MAX_VALUE
                                        ? Future.succeededFuture(all)
                                        : fit(response, room, call));
    }

    /// How long the prompt may be: the context without the answer.
    private static long room(ModelFacts facts, PreparedResponse response) {
        if (facts.context().isEmpty()) {
            return Long.MAX_VALUE;
        }
        long context = facts.context().getAsLong();
        long answer =
                response.request()
                        .maxOutputTokens()
                        .orElse(Math.min(facts.maxOutput().orElse(context / 4), context / 4));
        return Math.max(0, context - answer);
    }

    private Future<ModelInput> fit(PreparedResponse response, long room, CallContext call) {
        return fits(response, 0, room, call.caller())
                .compose(
                        whole ->
                                whole
                                        ? Future.succeededFuture(0)
                                        : least(
                                                response,
                                                1,
                                                response.input().turns() - 1,
                                                room,
                                                call.caller()))
                .map(
                        turns -> {
                            if (turns > 0) {
                                call.notice(
                                        "truncation: the oldest %d turns were left out, since the"
                                                        .formatted(turns)
                                                + " model's context has room for %d tokens of them"
                                                        .formatted(room)
                                                + " all.");
                            }
                            return response.input().withoutOldest(turns);
                        });
    }

    /// How many turns must go at least, between two bounds of which the upper one is all.
    private Future<Integer> least(
            PreparedResponse response, int low, int high, long room, Caller caller) {
        if (low >= high) {
            return Future.succeededFuture(high);
        }
        int middle = (low + high) >>> 1;
        return fits(response, middle, room, caller)
                .compose(
                        fits ->
                                fits
                                        ? least(response, low, middle, room, caller)
                                        : least(response, middle + 1, high, room, caller));
    }

    private Future<Boolean> fits(PreparedResponse response, int turns, long room, Caller caller) {
        return models.countTokens(
                        ChatTranslation.ofPrompt(
                                response.request(), response.input().withoutOldest(turns)),
                        caller)
                .map(tokens -> tokens <= room);
    }
}
