// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import java.util.Locale;
import java.util.Set;

/// The reasons why a model stops, in OpenAI's words.
final class FinishReasons {
    private static final Set<String> OPENAI =
            Set.of("stop", "length", "tool_calls", "content_filter", "function_call");

    private FinishReasons() {}

    static boolean isKnown(String reason) {
        return OPENAI.contains(reason);
    }

    /// OpenAI's word for another's: those of Anthropic, Gemini, Cohere, vLLM, TGI and llama.cpp.
    static String translate(String reason) {
        return switch (reason.toLowerCase(Locale.ROOT)) {
            case "length",
                    "max_tokens",
                    "model_length",
                    "max_length",
                    "model_context_window_exceeded" ->
                    "length";
            case "tool_calls", "tool_use", "tool_call", "function" -> "tool_calls";
            case "content_filter",
                    "content_filtered",
                    "safety",
                    "recitation",
                    "refusal",
                    "prohibited_content",
                    "blocklist",
                    "spii" ->
                    "content_filter";
            default -> "stop";
        };
    }
}
