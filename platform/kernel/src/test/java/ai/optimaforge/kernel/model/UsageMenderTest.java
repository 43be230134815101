// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageMenderTest {
    private static JsonDocument document(String json) {
        return JsonDocument.parse(Buffer.buffer(json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'prompt_tokens':3,'completion_tokens':4,'total_tokens':7} | 3 | 4",
                "{'prompt_tokens':3,'completion_tokens':4} | 3 | 4",
                "{'prompt_tokens':3,'completion_tokens':4,'total_tokens':99} | 3 | 4",
                "{'prompt_tokens':3,'completion_tokens':null} | 3 | 0",
                "{} | 0 | 0",
            },
            quoteCharacter = '`')
    void should_have_all_counts_and_details_when_it_was_mended(
            String given, long input, long output) {
        JsonObject mended = UsageMender.mend(document(given.replace('\'', '"'))).toJson();
        assertEquals(input, mended.getLong("prompt_tokens"));
        assertEquals(output, mended.getLong("completion_tokens"));
        assertEquals(input + output, mended.getLong("total_tokens"));
        assertEquals(0, mended.getJsonObject("prompt_tokens_details").getInteger("cached_tokens"));
        assertEquals(
                0,
                mended.getJsonObject("completion_tokens_details").getInteger("reasoning_tokens"));
    }

    @Test
    void should_not_be_touched_when_it_is_right() {
        JsonDocument right =
                document(
                        """
                        {"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7,
                         "prompt_tokens_details": {"cached_tokens": 2},
                         "completion_tokens_details": {"reasoning_tokens": 1}, "cost": 1.50}
                        """);
        assertSame(right, UsageMender.mend(right));
    }
}
