// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import java.util.List;

/// What the sandbox answers to one chat request.
///
/// @param id the same for the same request
/// @param created Unix seconds
/// @param choices how many choices; all are alike
/// @param words the text, in words with the white space after them
/// @param calls the calls of tools; with any, there is no text
/// @param finishReason OpenAI's word
/// @param promptWords the words of all messages
/// @param directives how to deliver it
record Reply(
        String id,
        long created,
        int choices,
        List<String> words,
        List<ToolCall> calls,
        String finishReason,
        int promptWords,
        Directives directives) {

    /// What counts as a token here: a word, be it of the text or of a call.
    int completionWords() {
        int called = calls.stream().mapToInt(call -> 1 + Words.of(call.arguments()).size()).sum();
        return choices * (words.size() + called);
    }
}
