// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.ForgeException;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class GenerationConfigTest extends ProviderTest {
    private JsonObject config(String... members) {
        return sent(chat(HELLO, members)).getJsonObject("generationConfig");
    }

    private JsonObject thinking(String model, String effort) {
        return sent(chatWith(model, HELLO, "\"reasoning_effort\":\"" + effort + "\""))
                .getJsonObject("generationConfig")
                .getJsonObject("thinkingConfig");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"max_tokens\":7|{\"maxOutputTokens\":7}",
                "\"max_completion_tokens\":8,\"max_tokens\":7|{\"maxOutputTokens\":8}",
                "\"temperature\":0.50|{\"temperature\":0.50}",
                "\"top_p\":0.9,\"top_k\":40|{\"topP\":0.9,\"topK\":40}",
                "\"stop\":\"x\"|{\"stopSequences\":[\"x\"]}",
                "\"stop\":[\"x\",\"y\"]|{\"stopSequences\":[\"x\",\"y\"]}",
                "\"stop\":[]|{}",
                "\"seed\":42|{\"seed\":42}",
                "\"seed\":-1|{\"seed\":-1}",
                "\"seed\":4294967298|{\"seed\":3}",
                "\"n\":1|{}",
                "\"n\":3|{\"candidateCount\":3}",
                "\"presence_penalty\":0.5,\"frequency_penalty\":-1|{\"presencePenalty\":0.5,\"frequencyPenalty\":-1}",
                "\"presence_penalty\":0,\"frequency_penalty\":0.0|{}",
                "\"logprobs\":false|{}",
                "\"logprobs\":true|{\"responseLogprobs\":true}",
                "\"logprobs\":true,\"top_logprobs\":3|{\"responseLogprobs\":true,\"logprobs\":3}",
                "\"response_format\":{\"type\":\"text\"}|{}",
                "\"response_format\":{\"type\":\"json_object\"}|{\"responseMimeType\":\"application/json\"}",
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"schema\":{\"type\":\"array\"}}}|{\"responseMimeType\":\"application/json\",\"responseJsonSchema\":{\"type\":\"array\"}}",
                "\"temperature\":null,\"stop\":null,\"n\":null,\"response_format\":null,\"logprobs\":null|{}",
            })
    void should_say_how_the_answer_shall_be_made(String members, String config) {
        assertEquals(new JsonObject(config), config(members));
        assertEquals(List.of(), call.notices());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"max_tokens\":\"abc\"|max_tokens|\"abc\"",
                "\"max_tokens\":0|max_tokens|0",
                "\"temperature\":\"hot\"|temperature|\"hot\"",
                "\"n\":0|n|0",
                "\"n\":1.5|n|1.5",
                "\"seed\":1.5|seed|1.5",
                "\"stop\":7|stop|7",
                "\"logprobs\":2|logprobs|2",
                "\"response_format\":\"json\"|response_format|\"json\"",
                "\"response_format\":{\"type\":\"xml\"}|response_format.type|xml",
                "\"response_format\":{\"type\":\"json_schema\"}|response_format.json_schema|missing",
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":7}}|response_format.json_schema.schema|7",
                "\"reasoning_effort\":\"extreme\"|reasoning_effort|extreme",
                "\"reasoning_effort\":7|reasoning_effort|7",
                "\"functions\":[{}]|functions|tools",
                "\"function_call\":\"auto\"|function_call|tools",
                "\"web_search_options\":{}|web_search_options|Gemini",
                "\"modalities\":[\"text\",\"audio\"]|modalities|audio",
                "\"modalities\":\"audio\"|modalities|audio",
            })
    void should_name_field_and_value_when_it_is_refused(
            String members, String param, String value) {
        ForgeException failure = refused(chat(HELLO, members));
        assertEquals(param, failure.param().orElseThrow());
        assertEquals(400, failure.errorCode().status());
        assertTrue(failure.message().contains(value), failure.message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"logit_bias\":{\"5\":1}",
                "\"user\":\"u\"",
                "\"service_tier\":\"flex\"",
                "\"store\":true",
                "\"metadata\":{\"a\":\"b\"}",
                "\"verbosity\":\"low\"",
                "\"prompt_cache_key\":\"k\"",
                "\"extra_body\":{\"google\":{}}",
                "\"something\":1"
            })
    void should_tell_when_a_field_is_left_out(String member) {
        JsonObject sent = sent(chat(HELLO, member));
        String name = member.substring(1, member.indexOf('"', 1));
        assertEquals(
                List.of(name + " was left out: Gemini's API has no place for it."), call.notices());
        assertFalse(sent.containsKey(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"logit_bias\":{},\"metadata\":{}",
                "\"parallel_tool_calls\":true",
                "\"user\":null",
                "\"modalities\":[\"text\"]",
                "\"stream\":false,\"stream_options\":{}"
            })
    void should_tell_nothing_when_a_field_says_nothing(String member) {
        sent(chat(HELLO, member));
        assertEquals(List.of(), call.notices());
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash, none, 0",
        "gemini-2.5-pro, none, 128",
        "gemini-2.5-flash, minimal, 1024",
        "gemini-2.5-flash, low, 1024",
        "gemini-2.5-pro, medium, 8192",
        "gemini-2.5-flash-lite, high, 24576",
        "gemini-2.5-flash, xhigh, 24576",
    })
    void should_be_a_budget_when_the_model_has_budgets(String model, String effort, int budget) {
        JsonObject expected = new JsonObject().put("thinkingBudget", budget);
        if (!effort.equals("none")) {
            expected.put("includeThoughts", true);
        }
        assertEquals(expected, thinking(model, effort));
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-3-flash-preview, none, MINIMAL, 1",
        "gemini-3-flash-preview, minimal, MINIMAL, 0",
        "gemini-3.1-flash-lite, minimal, MINIMAL, 0",
        "gemini-3.7-flash, minimal, LOW, 1",
        "gemini-3.1-pro-preview, none, LOW, 1",
        "gemini-3.1-pro-preview, medium, MEDIUM, 0",
        "gemini-3-pro-preview, medium, HIGH, 1",
        "gemini-3.5-flash, high, HIGH, 0",
        "gemini-4-argon, xhigh, HIGH, 1",
        "gemini-flash-latest, low, LOW, 0",
    })
    void should_be_a_level_when_the_model_has_levels(
            String model, String effort, String level, int notices) {
        JsonObject thinking = thinking(model, effort);
        assertEquals(level, thinking.getString("thinkingLevel"));
        assertEquals(!effort.equals("none"), thinking.getBoolean("includeThoughts", false));
        assertFalse(thinking.containsKey("thinkingBudget"));
        assertEquals(notices, call.notices().size(), call.notices().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-2.0-flash", "gemini-exp-1206", "gemma-3-27b-it", "learnlm"})
    void should_be_left_out_when_the_model_does_not_reason(String model) {
        assertEquals(null, thinking(model, "low"));
        assertEquals(
                List.of("reasoning_effort was left out: " + model + " is not known to reason."),
                call.notices());
    }

    @Test
    void should_reach_no_other_path_when_a_model_has_an_odd_name() {
        loop.start(() -> provider.chat(chatWith("../x y/ü?a=b#c", HELLO), call));
        assertEquals(
                "/v1beta/models/..%2Fx%20y%2F%C3%BC%3Fa%3Db%23c:generateContent",
                upstream.nextRequest(SOON).target());
    }

    @ParameterizedTest
    @CsvSource({
        "models/gemini-2.5-pro, /v1beta/models/gemini-2.5-pro:generateContent",
        "tunedModels/mine, /v1beta/tunedModels/mine:generateContent",
    })
    void should_find_the_model_when_its_name_says_what_it_is(String model, String target) {
        loop.start(() -> provider.chat(chatWith(model, HELLO), call));
        assertEquals(target, upstream.nextRequest(SOON).target());
    }
}
