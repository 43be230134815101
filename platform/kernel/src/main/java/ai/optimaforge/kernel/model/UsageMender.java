// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

/// Gives a usage object what clients read: the counts, their sum and the details.
final class UsageMender {
    private static final JsonDocument INPUT_DETAILS =
            JsonDocument.empty().with("cached_tokens", 0).with("audio_tokens", 0);
    private static final JsonDocument OUTPUT_DETAILS =
            JsonDocument.empty()
                    .with("reasoning_tokens", 0)
                    .with("audio_tokens", 0)
                    .with("accepted_prediction_tokens", 0)
                    .with("rejected_prediction_tokens", 0);

    private UsageMender() {}

    static JsonDocument mend(JsonDocument usage) {
        long input = usage.integer("prompt_tokens").orElse(0L);
        long output = usage.integer("completion_tokens").orElse(0L);
        JsonDocument mended = withCount(usage, "prompt_tokens", input);
        mended = withCount(mended, "completion_tokens", output);
        mended = withCount(mended, "total_tokens", input + output);
        mended = withDetails(mended, "prompt_tokens_details", INPUT_DETAILS);
        return withDetails(mended, "completion_tokens_details", OUTPUT_DETAILS);
    }

    private static JsonDocument withCount(JsonDocument usage, String name, long count) {
        boolean right = usage.integer(name).filter(value -> value == count).isPresent();
        return right ? usage : usage.with(name, count);
    }

    private static JsonDocument withDetails(JsonDocument usage, String name, JsonDocument zeros) {
        boolean there = usage.type(name).filter(JsonType.OBJECT::equals).isPresent();
        return there ? usage : usage.with(name, zeros);
    }
}
