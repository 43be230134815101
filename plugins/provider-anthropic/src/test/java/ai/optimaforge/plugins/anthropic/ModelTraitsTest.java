// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.stream.Collectors;

class ModelTraitsTest {
    @ParameterizedTest
    @CsvSource({
        "claude-3-haiku-20240307, 4096, '', true, false",
        "claude-3-5-sonnet-20241022, 8192, '', true, false",
        "claude-3-7-sonnet-20250219, 8192, BUDGET, true, false",
        "claude-sonnet-4-20250514, 32000, BUDGET, true, false",
        "claude-opus-4-1, 32000, BUDGET, true, false",
        "claude-haiku-4-5-20251001, 64000, BUDGET, true, true",
        "anthropic/claude-sonnet-4.5, 64000, BUDGET, true, true",
        "claude-opus-4-6, 64000, ADAPTIVE BUDGET DISABLED, true, true",
        "claude-opus-4-7, 64000, ADAPTIVE DISABLED, false, true",
        "claude-sonnet-5, 64000, ADAPTIVE DISABLED, false, true",
        "claude-fable-5-1, 64000, ADAPTIVE, false, true",
        "claude-mythos-preview, 64000, ADAPTIVE, false, true",
        "deepseek-chat, 8192, BUDGET, true, false",
        "glm-4.7, 8192, BUDGET, true, false",
    })
    void should_guess_what_the_wire_takes_when_only_the_id_is_known(
            String id, long maxTokens, String thinking, boolean sampling, boolean structured) {
        ModelTraits traits = ModelTraits.guess(id);
        assertEquals(maxTokens, traits.maxTokens());
        assertEquals(
                thinking,
                traits.thinking().stream()
                        .map(Enum::name)
                        .sorted()
                        .collect(Collectors.joining(" ")));
        assertEquals(sampling, traits.sampling());
        assertEquals(structured, traits.structured());
    }
}
