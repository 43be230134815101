// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.answer;

import ai.optimaforge.spi.model.TokenUsage;

import io.vertx.core.json.JsonObject;

/// What a call used, as Anthropic counts: the tokens of the prompt without those of the cache.
final class MessageUsage {
    private MessageUsage() {}

    static JsonObject of(TokenUsage usage) {
        JsonObject told =
                new JsonObject()
                        .put(
                                "input_tokens",
                                Math.max(0, usage.input() - usage.cached() - usage.cacheWrite()))
                        .put("cache_creation_input_tokens", usage.cacheWrite())
                        .put("cache_read_input_tokens", usage.cached())
                        .put("output_tokens", usage.output());
        if (usage.reasoning() > 0) {
            told.put(
                    "output_tokens_details",
                    new JsonObject().put("thinking_tokens", usage.reasoning()));
        }
        return told;
    }
}
