// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.anthropic.AnthropicWire;
import ai.optimaforge.testing.upstream.google.GeminiError;

/// What answers: three wires to the fake upstream, and the sandbox, which has none.
enum Provider {
    OPENAI("up/fake"),
    ANTHROPIC("claude/fake-chat"),
    /// By a name that binds the upstream to the rules of Gemini 3, which has the most of them.
    GOOGLE("gemini/gemini-3-flash"),
    SANDBOX("box/sandbox-chat");

    private final String model;

    Provider(String model) {
        this.model = model;
    }

    String model() {
        return model;
    }

    boolean hasWire() {
        return this != SANDBOX;
    }

    /// A failure as this wire words it.
    HttpReply failure(int status, String message) {
        return switch (this) {
            case ANTHROPIC -> AnthropicWire.error(status, message);
            // its overload is a 503
            case GOOGLE -> GeminiError.of(status == 529 ? 503 : status, message);
            default -> HttpReply.error(status, "t", "c", message);
        };
    }

    /// What a model says, as this wire has it.
    Reply reply(Said said, Fate fate) {
        return switch (this) {
            case ANTHROPIC -> Replies.anthropic(said, fate);
            case GOOGLE -> Replies.google(said, fate);
            default -> new OpenAiReply(said, fate);
        };
    }
}
