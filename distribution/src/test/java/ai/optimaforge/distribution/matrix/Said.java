// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

import ai.optimaforge.testing.upstream.ToolCall;

import java.util.List;

/// What a model says, whatever the wire.
///
/// @param thoughts empty if it shows none
/// @param text in a refusal, the words in which it refuses
record Said(String thoughts, String text, List<ToolCall> calls, End end) {
    /// What every answer of the fake upstream accounts for: the whole prompt, what of it came
    /// from the cache, the whole answer, and what of it was thought.
    static final Tokens TOKENS = new Tokens(20, 8, 12, 5);

    record Tokens(int prompt, int cached, int answer, int thought) {}

    static Said text(String text) {
        return new Said("", text, List.of(), End.NATURAL);
    }

    static Said calling(ToolCall... calls) {
        return new Said("", "", List.of(calls), End.CALLS);
    }

    Said thinking(String value) {
        return new Said(value, text, calls, end);
    }

    Said ending(End value) {
        return new Said(thoughts, text, calls, value);
    }
}
