// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.TokenUsage;

import java.util.Optional;

/// What a call has used, as the wire tells it: at the start of a stream the prompt, later the
/// answer so far, each count the whole and not what was added. The prompt's tokens from the cache
/// and into it are counted apart from the others.
final class Usage {
    private long input;
    private long cacheRead;
    private long cacheWrite;
    private long output;
    private long thinking;
    private boolean told;

    /// Takes what an object says beside what was said before.
    ///
    /// @param holder what has the wire's `usage`; nothing is taken if it has none
    /// @return whether it has one
    boolean take(JsonDocument holder) {
        Optional<JsonDocument> usage = holder.object("usage");
        usage.ifPresent(this::update);
        return usage.isPresent();
    }

    private void update(JsonDocument usage) {
        told = true;
        input = count(usage, "input_tokens", input);
        cacheRead = count(usage, "cache_read_input_tokens", cacheRead);
        cacheWrite = count(usage, "cache_creation_input_tokens", cacheWrite);
        output = count(usage, "output_tokens", output);
        thinking =
                usage.object("output_tokens_details")
                        .map(details -> count(details, "thinking_tokens", thinking))
                        .orElse(thinking);
    }

    private static long count(JsonDocument counts, String name, long before) {
        return counts.integer(name).orElse(before);
    }

    boolean isTold() {
        return told;
    }

    TokenUsage tokens() {
        return new TokenUsage(
                input + cacheRead + cacheWrite, output, cacheRead, cacheWrite, thinking);
    }

    /// Writes it as OpenAI's dialect has it.
    void write(JsonOut out) {
        TokenUsage tokens = tokens();
        out.object().name("prompt_tokens").number(tokens.input());
        out.name("completion_tokens").number(tokens.output());
        out.name("total_tokens").number(tokens.input() + tokens.output());
        out.name("prompt_tokens_details").object();
        out.name("cached_tokens").number(tokens.cached());
        out.name("cache_write_tokens").number(tokens.cacheWrite());
        out.name("audio_tokens").number(0).endObject();
        out.name("completion_tokens_details").object();
        out.name("reasoning_tokens").number(tokens.reasoning());
        out.name("audio_tokens").number(0);
        out.name("accepted_prediction_tokens").number(0);
        out.name("rejected_prediction_tokens").number(0).endObject();
        out.endObject();
    }
}
