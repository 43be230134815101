// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages;

import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.Models;

import io.vertx.core.Future;

/// How long a prompt is, which the first event of a stream tells and most upstreams say only with
/// the last one: counted while the upstream begins to answer.
final class PromptSize {
    private static final long BYTES_OF_A_TOKEN = 4;

    private final Models models;
    private final Caller caller;
    private Future<Long> tokens = Future.succeededFuture(0L);

    PromptSize(Models models, Caller caller) {
        this.models = models;
        this.caller = caller;
    }

    /// Begins to count.
    ///
    /// @return the request, as it was
    ChatRequest of(ChatRequest request) {
        tokens =
                models.countTokens(request, caller)
                        // it is an estimate anyway, and the last event tells the truth
                        .otherwise(failure -> request.toBuffer().length() / BYTES_OF_A_TOKEN);
        return request;
    }

    /// The number of tokens; 0 if nothing was to be counted. Never fails.
    Future<Long> tokens() {
        return tokens;
    }
}
