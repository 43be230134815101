// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import ai.optimaforge.spi.json.JsonDocument;

/// What a call used, in tokens.
///
/// @param input tokens of the prompt, those of the cache included, both read and written
/// @param output tokens of the answer, the reasoning included
/// @param cached tokens of the prompt that came from the provider's cache
/// @param cacheWrite tokens of the prompt that the provider wrote into its cache
/// @param reasoning tokens of the answer that the model spent on reasoning
public record TokenUsage(long input, long output, long cached, long cacheWrite, long reasoning) {
    /// Nothing.
    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, 0);

    /// Reads an object `usage` of OpenAI's dialect; what it lacks counts as 0. Tokens written
    /// into a cache, of which OpenAI's dialect knows nothing, stand in
    /// `prompt_tokens_details.cache_write_tokens`, as OpenRouter has it.
    public static TokenUsage of(JsonDocument usage) {
        JsonDocument input = details(usage, "prompt_tokens_details");
        JsonDocument output = details(usage, "completion_tokens_details");
        return new TokenUsage(
                count(usage, "prompt_tokens"),
                count(usage, "completion_tokens"),
                count(input, "cached_tokens"),
                count(input, "cache_write_tokens"),
                count(output, "reasoning_tokens"));
    }

    private static JsonDocument details(JsonDocument usage, String name) {
        return usage.object(name).orElse(JsonDocument.empty());
    }

    private static long count(JsonDocument object, String name) {
        return object.integer(name).orElse(0L);
    }
}
