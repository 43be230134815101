// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.run;

import ai.optimaforge.plugins.responses.request.ChatTranslation;
import ai.optimaforge.plugins.responses.request.ModelInput;
import ai.optimaforge.plugins.responses.request.ResponseRequest;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.model.CatalogModel;
import ai.optimaforge.spi.model.ModelFacts;
import ai.optimaforge.spi.model.Models;

import io.vertx.core.Future;

/// How long a prompt is and may be, in tokens.
final class PromptLength {
    /// There is no bound that is known.
    static final long UNBOUNDED = Long.MAX_VALUE;

    private static final String AUTO = "auto";

    private final Models models;

    PromptLength(Models models) {
        this.models = models;
    }

    Future<Long> of(ResponseRequest request, ModelInput input, Caller caller) {
        return models.countTokens(ChatTranslation.ofPrompt(request, input), caller);
    }

    /// How long the prompt may be for the model that is asked for: its context without the
    /// answer. Of one that is still to be chosen nothing is known.
    Future<Long> room(ResponseRequest request, Caller caller) {
        return request.model().equals(AUTO)
                ? Future.succeededFuture(UNBOUNDED)
                : models.find(request.model(), caller)
                        .map(CatalogModel::info)
                        .map(info -> room(info.facts(), request));
    }

    private static long room(ModelFacts facts, ResponseRequest request) {
        if (facts.context().isEmpty()) {
            return UNBOUNDED;
        }
        long context = facts.context().getAsLong();
        long answer =
                request.maxOutputTokens()
                        .orElse(Math.min(facts.maxOutput().orElse(context / 4), context / 4));
        return Math.max(0, context - answer);
    }
}
