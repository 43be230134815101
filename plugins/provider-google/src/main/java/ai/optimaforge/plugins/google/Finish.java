// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.UpstreamException;

/// Why a model stopped: Google's words and OpenAI's.
final class Finish {
    private static final int BAD_GATEWAY = 502;

    private Finish() {}

    /// OpenAI's word.
    ///
    /// @param calls whether the model called a function
    static String word(String reason, boolean calls) {
        return switch (reason) {
            case "MAX_TOKENS" -> "length";
            case "SAFETY",
                    "RECITATION",
                    "LANGUAGE",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION",
                    "ESCALATION",
                    "PUP_LIMITED_DISABLED",
                    "MODEL_ARMOR",
                    "JAILBREAK" ->
                    "content_filter";
            default -> calls ? "tool_calls" : "stop";
        };
    }

    static boolean isBlock(String reason) {
        return word(reason, false).equals("content_filter");
    }

    /// Refuses a candidate that has no answer because the model made a mess of it: an empty text
    /// would look like its answer, and another attempt may do better.
    static void requireAnswer(JsonDocument candidate, String reason) {
        switch (reason) {
            case "MALFORMED_FUNCTION_CALL",
                    "UNEXPECTED_TOOL_CALL",
                    "TOO_MANY_TOOL_CALLS",
                    "MALFORMED_RESPONSE",
                    "MISSING_THOUGHT_SIGNATURE" ->
                    throw UpstreamException.answered(
                            BAD_GATEWAY,
                            "the model gave no answer: "
                                    + reason
                                    + candidate
                                            .string("finishMessage")
                                            .map(message -> ", " + message)
                                            .orElse(""));
            default -> {}
        }
    }

    /// What the client reads in place of an answer that was blocked.
    static String refusal(String reason) {
        return "The answer was blocked by Google: " + reason + ".";
    }

    /// The reason why the prompt itself was blocked; empty if it was not.
    static String blockedPrompt(JsonDocument answer) {
        return answer.object("promptFeedback")
                .flatMap(feedback -> feedback.string("blockReason"))
                .orElse("");
    }

    /// What the client reads in place of an answer to a prompt that was blocked.
    static String promptRefusal(String reason) {
        return "The prompt was blocked by Google: " + reason + ".";
    }
}
