// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.fast;

import io.vertx.core.buffer.Buffer;

/// The bytes of each answer in one wire, made once: a call costs the write and no more.
///
/// @param whole an answer that is not streamed
/// @param models the list of models
/// @param streamStart the head, and what comes before the first text
/// @param delta a piece of text, which has the word `token` in it
/// @param streamEnd all after the last text up to the end of the body
/// @param streamEndWithUsage the same where the caller asked for the usage
record CannedAnswers(
        Buffer whole,
        Buffer models,
        Buffer streamStart,
        Buffer delta,
        Buffer streamEnd,
        Buffer streamEndWithUsage) {
    static final String MODEL = "fake";
    static final String TEXT = " token";
    static final int PROMPT_TOKENS = 16;

    /// The answers in a wire.
    static CannedAnswers of(RequestFraming.Wire wire, Shape shape) {
        return switch (wire) {
            case OPENAI -> OpenAiAnswers.of(shape);
            case ANTHROPIC -> AnthropicAnswers.of(shape);
            case GEMINI -> GeminiAnswers.of(shape);
        };
    }

    Buffer streamEnd(boolean withUsage) {
        return withUsage ? streamEndWithUsage : streamEnd;
    }
}
