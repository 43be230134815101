// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import static java.util.Objects.requireNonNull;

import io.vertx.core.json.JsonObject;

import java.util.Optional;

/// How a response ends.
///
/// @param status `completed`, `incomplete`, `failed` or `cancelled`
/// @param reason why it is incomplete
/// @param error why it failed: `code` and `message`
record Ending(String status, Optional<String> reason, Optional<JsonObject> error) {
    static final Ending COMPLETED = new Ending("completed", Optional.empty(), Optional.empty());
    static final Ending CANCELLED = new Ending("cancelled", Optional.empty(), Optional.empty());

    Ending {
        requireNonNull(status, "status is null");
    }

    static Ending incomplete(String reason) {
        return new Ending("incomplete", Optional.of(reason), Optional.empty());
    }

    static Ending failed(JsonObject error) {
        return new Ending("failed", Optional.empty(), Optional.of(error));
    }

    /// How an answer ends in the chat dialect's words.
    static Ending ofFinishReason(String reason) {
        return switch (reason) {
            case "length" -> incomplete("max_output_tokens");
            case "content_filter" -> incomplete("content_filter");
            default -> COMPLETED;
        };
    }

    boolean isWhole() {
        return status.equals("completed");
    }
}
