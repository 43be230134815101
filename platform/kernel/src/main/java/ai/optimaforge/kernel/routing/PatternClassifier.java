// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import static java.util.Locale.ROOT;

import java.util.List;

/// Tells the kind of work by words that give it away, in English; the first kind with such a word
/// wins. It takes microseconds and is wrong at times, so it moves the needed quality and decides
/// nothing alone.
final class PatternClassifier implements WorkClassifier {
    private static final long LONG_PROMPT = 20_000;
    private static final int SHORT_PROMPT = 120;

    private record Signs(WorkClass work, List<String> words) {}

    private static final List<Signs> SIGNS =
            List.of(
                    new Signs(
                            WorkClass.TRANSLATION,
                            List.of("translate", "translation", "übersetz", "traduis", "traduce")),
                    new Signs(
                            WorkClass.CODE,
                            List.of(
                                    "```",
                                    "stack trace",
                                    "stacktrace",
                                    "exception in",
                                    "traceback",
                                    "refactor",
                                    "unit test",
                                    "regex",
                                    "compile",
                                    "source code",
                                    "write code",
                                    "write a function",
                                    "write a class",
                                    "write a script",
                                    "python",
                                    "javascript",
                                    "typescript",
                                    "java ",
                                    "rust ",
                                    "golang",
                                    "c++",
                                    "sql ",
                                    "#include",
                                    "public class",
                                    "def ",
                                    "bug in")),
                    new Signs(
                            WorkClass.MATHS,
                            List.of(
                                    "prove ",
                                    "theorem",
                                    "equation",
                                    "integral",
                                    "derivative",
                                    "calculate",
                                    "solve for",
                                    "probability of",
                                    "matrix",
                                    "\\frac",
                                    "how many ways")),
                    new Signs(
                            WorkClass.EXTRACTION,
                            List.of(
                                    "extract",
                                    "classify",
                                    "categorize",
                                    "categorise",
                                    "label each",
                                    "into json",
                                    "as json",
                                    "list all the",
                                    "fill in the fields",
                                    "sentiment")),
                    new Signs(
                            WorkClass.CREATIVE,
                            List.of(
                                    "poem",
                                    "story",
                                    "lyrics",
                                    "novel",
                                    "haiku",
                                    "screenplay",
                                    "slogan",
                                    "brainstorm",
                                    "essay")));

    @Override
    public WorkClass classify(String prompt, long promptTokens) {
        if (promptTokens > LONG_PROMPT) {
            return WorkClass.LONG_DOCUMENT;
        }
        String text = prompt.toLowerCase(ROOT);
        for (Signs signs : SIGNS) {
            for (String word : signs.words()) {
                if (begins(text, word)) {
                    return signs.work();
                }
            }
        }
        return text.length() <= SHORT_PROMPT ? WorkClass.CONVERSATION : WorkClass.OTHER;
    }

    /// Whether a word of the text begins so: a story is none in history.
    private static boolean begins(String text, String sign) {
        int at = text.indexOf(sign);
        while (at > 0
                && Character.isLetter(sign.charAt(0))
                && Character.isLetter(text.charAt(at - 1))) {
            at = text.indexOf(sign, at + 1);
        }
        return at >= 0;
    }
}
