// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

/// Why an answer ended.
enum End {
    NATURAL,
    /// At one of the texts at which the client wants it to end.
    STOP,
    LENGTH,
    CALLS,
    REFUSAL,
    /// For none of these reasons.
    OTHER;

    static End ofChat(String reason) {
        return switch (reason) {
            case "stop" -> NATURAL;
            case "length" -> LENGTH;
            case "tool_calls" -> CALLS;
            case "content_filter" -> REFUSAL;
            default -> OTHER;
        };
    }

    static End ofMessages(String reason) {
        return switch (reason) {
            case "end_turn" -> NATURAL;
            case "stop_sequence" -> STOP;
            case "max_tokens" -> LENGTH;
            case "tool_use" -> CALLS;
            case "refusal" -> REFUSAL;
            default -> OTHER;
        };
    }
}
