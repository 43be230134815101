// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

/// The next of the family takes the place of one that is gone.
class SuccessorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claude-sonnet-4-5 | claude-sonnet-5 claude-sonnet-4-6 | claude-sonnet-4-6",
                "claude-sonnet-4-5 | claude-sonnet-5 claude-opus-4-6 | claude-sonnet-5",
                "claude-sonnet-4-5-20250929 | claude-sonnet-4-5 claude-sonnet-5 |"
                        + " claude-sonnet-4-5",
                "gpt-4o-2024-05-13 | gpt-4o-mini gpt-4o | gpt-4o",
                "gpt-4o-2024-05-13 | gpt-4o-2024-11-20 gpt-4o-mini | gpt-4o-2024-11-20",
                "gemini-2.0-flash | gemini-1.5-flash gemini-2.5-flash gemini-2.5-pro |"
                        + " gemini-2.5-flash",
                "gemini-2.5-pro-preview-05-06 | gemini-2.5-pro | gemini-2.5-pro",
            })
    void should_be_the_next_of_the_family(String gone, String there, String successor) {
        assertEquals(Optional.of(successor), Successors.of(gone, List.of(there.split(" "))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claude-sonnet-4-5 | claude-sonnet-4-5 claude-sonnet-3-7 claude-haiku-5",
                "gpt-4o-mini | gpt-4o gpt-5",
                "llama-3-70b | llama-4-8b",
            })
    void should_be_none_when_the_family_has_no_later(String gone, String there) {
        assertEquals(Optional.empty(), Successors.of(gone, List.of(there.split(" "))));
    }
}
