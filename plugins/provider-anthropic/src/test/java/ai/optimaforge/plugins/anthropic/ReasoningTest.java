// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReasoningTest {
    private static final String TOOL = ",'tools':[{'type':'function','function':{'name':'f'}}]";

    @ParameterizedTest
    @CsvSource({
        "claude-sonnet-4-5, 64000",
        "claude-opus-4-1, 32000",
        "claude-3-5-haiku, 8192",
        "some-model, 8192",
    })
    void should_let_the_answer_be_as_long_as_it_can_when_nothing_limits_it(
            String model, int limit) {
        assertEquals(limit, Translated.asking(model, "").body().getInteger("max_tokens"));
    }

    @Test
    void should_take_the_limit_of_the_request() {
        assertEquals(7, maxTokens("'max_tokens':7"));
        assertEquals(8, maxTokens("'max_tokens':7,'max_completion_tokens':8"));
        assertEquals(7, maxTokens("'max_tokens':7,'max_completion_tokens':null"));
    }

    private static int maxTokens(String fields) {
        return Translated.asking(Translated.BUDGET, fields).body().getInteger("max_tokens");
    }

    @ParameterizedTest
    @CsvSource({
        "minimal, 1024, 64000",
        "low, 2048, 64000",
        "medium, 8192, 64000",
        "high, 16384, 64000",
        "xhigh, 31744, 64000",
        "high, 1500, 2000",
        "high, 1024, 1025",
        "low, 1024, 1200",
    })
    void should_leave_room_for_the_answer_when_a_budget_is_set(
            String effort, int budget, int limit) {
        var body =
                Translated.asking(
                                Translated.BUDGET,
                                "'reasoning_effort':'%s','max_tokens':%d".formatted(effort, limit))
                        .body();
        assertEquals(
                new JsonObject().put("type", "enabled").put("budget_tokens", budget),
                body.getJsonObject("thinking"));
        assertEquals(limit, body.getInteger("max_tokens"));
    }

    @ParameterizedTest
    @CsvSource({"minimal, low", "low, low", "medium, medium", "high, high", "max, max"})
    void should_set_an_effort_when_the_model_thinks_as_it_likes(String effort, String level) {
        var body =
                Translated.asking(Translated.ADAPTIVE, "'reasoning_effort':'" + effort + "'")
                        .body();
        assertEquals(
                Json.object("{'type':'adaptive','display':'summarized'}"),
                body.getJsonObject("thinking"));
        assertEquals(level, body.getJsonObject("output_config").getString("effort"));
    }

    @Test
    void should_take_the_next_level_when_the_model_has_not_the_one() {
        var wire = Translated.asking("claude-opus-4-6", "'reasoning_effort':'xhigh'");
        assertEquals("high", wire.body().getJsonObject("output_config").getString("effort"));
        assertEquals(
                "reasoning_effort: the model has no xhigh; it reasons high",
                wire.notices().getFirst());
        assertEquals(Json.object("{'type':'adaptive'}"), wire.body().getJsonObject("thinking"));
    }

    @Test
    void should_turn_thinking_off_when_none_is_wanted() {
        assertEquals(
                Json.object("{'type':'disabled'}"),
                Translated.asking(Translated.ADAPTIVE, "'reasoning_effort':'none'")
                        .body()
                        .getJsonObject("thinking"));
        assertFalse(
                Translated.asking(Translated.BUDGET, "'reasoning_effort':'none'")
                        .body()
                        .containsKey("thinking"));
        assertEquals(
                1,
                Translated.asking("claude-fable-5", "'reasoning_effort':'none'").notices().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claude-3-5-haiku|'reasoning_effort':'high'",
                "claude-sonnet-4-5|'reasoning_effort':'high','max_tokens':1024",
                "claude-sonnet-4-5|'reasoning_effort':'high','tool_choice':'required'" + TOOL,
                "claude-opus-4-8|'reasoning_effort':'high','tool_choice':'required'" + TOOL,
                "claude-sonnet-4-5|'reasoning_effort':'high','response_format':{'type':'json_object'}",
            })
    void should_tell_that_it_does_not_think_when_it_can_not(String asked) {
        int bar = asked.indexOf('|');
        var wire = Translated.asking(asked.substring(0, bar), asked.substring(bar + 1));
        assertFalse(wire.body().containsKey("thinking"));
        assertEquals(1, wire.notices().size());
        assertTrue(wire.notices().getFirst().startsWith("reasoning_effort: left out, "));
    }

    @Test
    void should_not_think_when_the_calls_before_came_without_their_thoughts() {
        String bare =
                """
                [{'role':'user','content':'q'},
                 {'role':'assistant','tool_calls':[{'id':'1','function':{'name':'f'}}]},
                 {'role':'tool','tool_call_id':'1','content':'r'}],'reasoning_effort':'low'
                """;
        var budget = Translated.of(Translated.BUDGET, bare);
        assertFalse(budget.body().containsKey("thinking"));
        assertEquals(1, budget.notices().size());
        assertTrue(Translated.of(Translated.ADAPTIVE, bare).body().containsKey("thinking"));
        String later = bare.replace("'r'}]", "'r'},{'role':'user','content':'q'}]");
        assertTrue(Translated.of(Translated.BUDGET, later).body().containsKey("thinking"));
    }

    @Test
    void should_pass_the_callers_own_thinking_on_when_there_is_one() {
        var wire =
                Translated.asking(
                        Translated.BUDGET,
                        "'thinking':{'type':'enabled','budget_tokens':2000},'reasoning_effort':'low'");
        assertEquals(2000, wire.body().getJsonObject("thinking").getInteger("budget_tokens"));
        var off =
                Translated.asking(
                        Translated.BUDGET, "'thinking':{'type':'disabled'},'temperature':0.5");
        assertEquals(0.5, off.body().getDouble("temperature"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'reasoning_effort':'extreme' | reasoning_effort
                    'reasoning_effort':5 | reasoning_effort
                    'max_tokens':0 | max_tokens
                    'max_tokens':1.5 | max_tokens
                    'max_completion_tokens':'9' | max_completion_tokens
                    """)
    void should_name_field_and_value_when_they_are_none(String fields, String field) {
        var refusal = Translated.refusal(Translated.BUDGET, fields);
        assertEquals(field, refusal.param().orElse(""));
        assertTrue(refusal.message().contains(", not "), refusal.message());
    }
}
