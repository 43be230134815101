// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Cuts a text into words. They stand for tokens: the sandbox has no tokenizer.
final class Words {
    private static final Pattern WORD = Pattern.compile("\\S+\\s*|^\\s+");

    private Words() {}

    /// The words with the white space after them; joined, they are the text.
    static List<String> of(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }
}
