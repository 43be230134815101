// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The kind of work is told by words that give it away.
class PatternClassifierTest {
    private final WorkClassifier classifier = new PatternClassifier();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CODE | Write a function that sorts a list",
                "CODE | WHAT DOES THIS STACK TRACE MEAN?",
                "TRANSLATION | Translate this Python tutorial into French",
                "TRANSLATION | Übersetze den Satz",
                "MATHS | Prove that there are infinitely many primes",
                "EXTRACTION | Extract all the names",
                "CREATIVE | A haiku on rain",
                "CONVERSATION | How are you?",
                "CONVERSATION | ''",
            })
    void should_tell_the_work_by_its_words(WorkClass work, String prompt) {
        assertEquals(work, classifier.classify(prompt, 10));
    }

    @Test
    void should_tell_nothing_when_a_longer_text_has_no_such_words() {
        assertEquals(WorkClass.OTHER, classifier.classify("blah ".repeat(100), 200));
    }

    @Test
    void should_go_by_the_length_first() {
        assertEquals(WorkClass.LONG_DOCUMENT, classifier.classify("Translate", 20_001));
        assertEquals(WorkClass.TRANSLATION, classifier.classify("Translate", 20_000));
    }
}
