// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FinishReasonsTest {
    @ParameterizedTest
    @ValueSource(strings = {"stop", "length", "tool_calls", "content_filter", "function_call"})
    void should_be_known_when_openai_has_the_word(String reason) {
        assertTrue(FinishReasons.isKnown(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, stop",
        "stop_sequence, stop",
        "eos_token, stop",
        "STOP, stop",
        "COMPLETE, stop",
        "something_new, stop",
        "max_tokens, length",
        "MAX_TOKENS, length",
        "model_length, length",
        "model_context_window_exceeded, length",
        "tool_use, tool_calls",
        "TOOL_CALL, tool_calls",
        "SAFETY, content_filter",
        "RECITATION, content_filter",
        "refusal, content_filter",
    })
    void should_say_it_in_openais_words_when_another_says_it(String theirs, String ours) {
        assertFalse(FinishReasons.isKnown(theirs));
        assertEquals(ours, FinishReasons.translate(theirs));
    }
}
