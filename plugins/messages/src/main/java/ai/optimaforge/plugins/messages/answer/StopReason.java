// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.answer;

/// Why the model stopped, in Anthropic's words. That it came to a stop sequence is not told in
/// OpenAI's dialect, where it is an end like any other.
final class StopReason {
    private StopReason() {}

    /// @param reason `finish_reason` in OpenAI's words
    /// @param calls whether the answer calls tools
    /// @param refused whether the answer is a refusal
    static String of(String reason, boolean calls, boolean refused) {
        if (refused) {
            return "refusal";
        }
        return switch (reason) {
            case "length" -> "max_tokens";
            case "content_filter" -> "refusal";
            case "tool_calls", "function_call" -> "tool_use";
            default -> calls ? "tool_use" : "end_turn";
        };
    }
}
