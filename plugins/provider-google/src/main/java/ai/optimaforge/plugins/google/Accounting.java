// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonDocument;

/// What a call used: Google's `usageMetadata` as OpenAI's `usage`. Google counts thoughts, and
/// what tools of its own have read, beside the rest; OpenAI counts them in.
final class Accounting {
    private Accounting() {}

    static void write(JsonDocument usage, JsonText out) {
        long thoughts = count(usage, "thoughtsTokenCount");
        long input = count(usage, "promptTokenCount") + count(usage, "toolUsePromptTokenCount");
        long output = count(usage, "candidatesTokenCount") + thoughts;
        out.name("usage").open('{');
        out.name("prompt_tokens").number(input);
        out.name("completion_tokens").number(output);
        out.name("total_tokens").number(input + output);
        out.name("prompt_tokens_details").open('{');
        out.name("cached_tokens").number(count(usage, "cachedContentTokenCount"));
        out.name("audio_tokens").number(0).close('}');
        out.name("completion_tokens_details").open('{');
        out.name("reasoning_tokens").number(thoughts);
        out.name("audio_tokens").number(0);
        out.name("accepted_prediction_tokens").number(0);
        out.name("rejected_prediction_tokens").number(0);
        out.close('}').close('}');
    }

    private static long count(JsonDocument usage, String name) {
        return usage.integer(name).orElse(0L);
    }
}
