// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonDocument;

/// Why the model stopped, in OpenAI's words.
final class StopReasons {
    private static final String REFUSED = "The model refused to answer.";

    private StopReasons() {}

    /// @param reason the wire's `stop_reason`
    /// @param calls whether the answer holds calls for the client
    static String finishReason(String reason, boolean calls) {
        return switch (reason) {
            // the tool by which the model answers is not one of the client's
            case "tool_use" -> calls ? "tool_calls" : "stop";
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "refusal" -> "content_filter";
            // end_turn, stop_sequence, pause_turn and what is still to come
            default -> "stop";
        };
    }

    static boolean isRefusal(String reason) {
        return reason.equals("refusal");
    }

    /// Why the model refused.
    ///
    /// @param holder what has the wire's `stop_details`
    static String refusal(JsonDocument holder) {
        return holder.object("stop_details")
                .flatMap(details -> details.string("explanation"))
                .filter(text -> !text.isBlank())
                .orElse(REFUSED);
    }
}
