// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.run;

import ai.optimaforge.plugins.responses.request.ModelInput;
import ai.optimaforge.plugins.responses.request.ResponseRequest;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;

import io.vertx.core.Future;

/// Leaves out the oldest turns where not all fits into the model's context, in tokens, for
/// requests that allow it (`truncation: auto`). The newest turn always stays.
final class Truncation {
    private final PromptLength length;

    Truncation(PromptLength length) {
        this.length = length;
    }

    /// What the model is asked to answer.
    Future<ModelInput> fit(ResponseRequest request, ModelInput all, CallContext call) {
        if (!request.mayTruncate() || all.turns() < 2) {
            return Future.succeededFuture(all);
        }
        return length.room(request, call.caller())
                .compose(
                        room ->
                                room == PromptLength.UNBOUNDED
                                        ? Future.succeededFuture(all)
                                        : fit(request, all, room, call));
    }

    private Future<ModelInput> fit(
            ResponseRequest request, ModelInput all, long room, CallContext call) {
        Caller caller = call.caller();
        return fits(request, all, room, caller)
                .compose(
                        whole ->
                                whole
                                        ? Future.succeededFuture(0)
                                        : least(request, all, 1, all.turns() - 1, room, caller))
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
                            return all.withoutOldest(turns);
                        });
    }

    /// How many turns must go at least, between two bounds of which the upper one is all.
    private Future<Integer> least(
            ResponseRequest request, ModelInput all, int low, int high, long room, Caller caller) {
        if (low >= high) {
            return Future.succeededFuture(high);
        }
        int middle = (low + high) >>> 1;
        return fits(request, all.withoutOldest(middle), room, caller)
                .compose(
                        fits ->
                                fits
                                        ? least(request, all, low, middle, room, caller)
                                        : least(request, all, middle + 1, high, room, caller));
    }

    private Future<Boolean> fits(
            ResponseRequest request, ModelInput input, long room, Caller caller) {
        return length.of(request, input, caller).map(tokens -> tokens <= room);
    }
}
