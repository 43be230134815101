// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.Ability;
import ai.optimaforge.spi.model.ChatRequest;

import io.vertx.core.buffer.Buffer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Set;
import java.util.TreeSet;

/// What a request needs is read out of it.
class NeedsTest {
    private static Needs of(String json) {
        return Needs.of(new ChatRequest(JsonDocument.parse(Buffer.buffer(json))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}] | ''",
                "\"tools\":[{\"type\":\"function\"}],\"messages\":[{}] | tools",
                "\"tools\":[],\"messages\":[{}] | ''",
                "\"tools\":null,\"messages\":[{}] | ''",
                "\"response_format\":{\"type\":\"json_schema\"},\"messages\":[{}] | json_schema",
                "\"response_format\":{\"type\":\"json_object\"},\"messages\":[{}] | ''",
                "\"audio\":{\"voice\":\"x\"},\"messages\":[{}] | audio_out",
                "\"messages\":[{\"content\":[{\"type\":\"image_url\"},{\"type\":\"text\"}]}] |"
                        + " vision",
                "\"messages\":[{\"content\":[{\"type\":\"file\"}]},{\"content\":[{\"type\":"
                        + "\"input_audio\"}]}] | audio_in pdf",
                "\"messages\":[{\"content\":[{\"type\":7},{}]}] | ''",
            })
    void should_read_the_abilities_out_of_the_request(String members, String abilities) {
        Set<String> names = new TreeSet<>();
        of("{" + members + "}").abilities().forEach(ability -> names.add(ability.name()));
        assertEquals(abilities, String.join(" ", names));
    }

    @Test
    void should_judge_the_length_by_characters_and_pictures() {
        String text = "x".repeat(4_000);
        Needs needs =
                of(
                        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"%s\"},{\"type\":\"image_url\"}]}]}"
                                .formatted(text));
        assertEquals(2_000, needs.promptTokens());
        assertEquals(Set.of(Ability.VISION), needs.abilities());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"max_tokens\":7 | 7",
                "\"max_tokens\":7,\"max_completion_tokens\":8 | 8",
                "\"max_tokens\":null | 500",
            })
    void should_take_the_longest_answer_from_the_request(String member, long tokens) {
        assertEquals(tokens, of("{" + member + ",\"messages\":[{}]}").answerTokens());
    }

    @Test
    void should_tell_the_work_by_what_the_user_said_last() {
        Needs needs =
                of(
                        """
                        {"messages":[
                          {"role":"system","content":"You write code in Python"},
                          {"role":"user","content":"Fix the bug in this"},
                          {"role":"assistant","content":"```x```"},
                          {"role":"user","content":"Thanks, bye"}]}
                        """);
        assertEquals(WorkClass.CONVERSATION, needs.work());
        assertTrue(needs.promptTokens() > 10);
    }
}
