// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolsTest {
    private static final String TOOL =
            "'tools':[{'type':'function','function':{'name':'f','description':'does',"
                    + "'parameters':{'type':'object','properties':{'a':{'type':'integer'}}}}}]";

    private static Translated asking(String fields) {
        return Translated.asking(Translated.BUDGET, fields);
    }

    @Test
    void should_translate_a_tool() {
        assertEquals(
                Json.array(
                        "[{'name':'f','description':'does',"
                                + "'input_schema':{'type':'object',"
                                + "'properties':{'a':{'type':'integer'}}}}]"),
                asking(TOOL).body().getJsonArray("tools"));
        assertFalse(asking(TOOL).body().containsKey("tool_choice"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'name':'f'} | {'type':'object','properties':{}}
                    {'name':'f','parameters':null} | {'type':'object','properties':{}}
                    {'name':'f','parameters':{}} | {'type':'object'}
                    {'name':'f','parameters':{'properties':{}}} | {'properties':{},'type':'object'}
                    """)
    void should_make_a_schema_an_object_when_it_does_not_say_so(String function, String schema) {
        var tools =
                asking("'tools':[{'type':'function','function':" + function + "}]")
                        .body()
                        .getJsonArray("tools");
        assertEquals(Json.object(schema), tools.getJsonObject(0).getJsonObject("input_schema"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'tool_choice':'auto' | {'type':'auto'}
                    'tool_choice':'none' | {'type':'none'}
                    'tool_choice':'required' | {'type':'any'}
                    'tool_choice':{'type':'function','function':{'name':'f'}} | {'type':'tool','name':'f'}
                    'parallel_tool_calls':false | {'type':'auto','disable_parallel_tool_use':true}
                    'tool_choice':'required','parallel_tool_calls':false | {'type':'any','disable_parallel_tool_use':true}
                    'tool_choice':'none','parallel_tool_calls':false | {'type':'none'}
                    """)
    void should_translate_the_choice(String fields, String choice) {
        assertEquals(
                Json.object(choice),
                asking(TOOL + "," + fields).body().getJsonObject("tool_choice"));
    }

    @Test
    void should_say_nothing_of_a_choice_when_there_are_no_tools() {
        var body = asking("'tools':[],'tool_choice':'auto','parallel_tool_calls':false").body();
        assertFalse(body.containsKey("tools"));
        assertFalse(body.containsKey("tool_choice"));
    }

    @Test
    void should_keep_a_marker_of_the_cache_when_a_tool_has_one() {
        String marked =
                TOOL.replace(
                        "'type':'function',",
                        "'type':'function','cache_control':{'type':'ephemeral'},");
        assertEquals(
                Json.object("{'type':'ephemeral'}"),
                asking(marked)
                        .body()
                        .getJsonArray("tools")
                        .getJsonObject(0)
                        .getJsonObject("cache_control"));
    }

    @Test
    void should_be_strict_when_the_model_and_the_schema_can_be() {
        String strict =
                "'tools':[{'type':'function','function':{'name':'f','strict':true,'parameters':"
                        + "{'type':'object','properties':{'a':{'type':'string'}},"
                        + "'required':['a'],'additionalProperties':false}}}]";
        var able = asking(strict);
        assertTrue(able.body().getJsonArray("tools").getJsonObject(0).getBoolean("strict"));
        var old = Translated.asking(Translated.OLD, strict);
        assertFalse(old.body().getJsonArray("tools").getJsonObject(0).containsKey("strict"));
        assertEquals(1, old.notices().size());
        var bound = asking(strict.replace("{'type':'string'}", "{'type':'string','minLength':1}"));
        assertFalse(bound.body().getJsonArray("tools").getJsonObject(0).containsKey("strict"));
        assertEquals(1, bound.notices().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'tools':[{'type':'custom','custom':{'name':'f'}}] | tools[0].type
                    'tools':[{'type':'function'}] | tools[0].type
                    'tools':[{'type':'function','function':{'name':''}}] | tools[0].function.name
                    'tools':[{'type':'function','function':{'name':'a.b'}}] | tools[0].function.name
                    'tools':[{'type':'function','function':{'name':'f'}},{'type':'function','function':{'name':'f'}}] | tools[1].function.name
                    'tools':[{'type':'function','function':{'name':'f','parameters':'x'}}] | tools[0].function.parameters
                    'tools':[{'type':'function','function':{'name':'f','parameters':{'type':'string'}}}] | tools[0].function.parameters.type
                    'tools':[{'type':'function','function':{'name':'f','parameters':{'type':'object','anyOf':[]}}}] | tools[0].function.parameters.anyOf
                    'tools':[{'type':'function','function':{'name':'f','parameters':{'oneOf':[]}}}] | tools[0].function.parameters.oneOf
                    'tool_choice':'required' | tool_choice
                    'tool_choice':'sometimes' | tool_choice
                    'tool_choice':5 | tool_choice
                    'tool_choice':{'type':'allowed_tools'} | tool_choice
                    'tool_choice':{'type':'function','function':{'name':'g'}} | tool_choice.function.name
                    """)
    void should_name_the_field_when_a_tool_can_not_be_offered(String fields, String field) {
        var refusal = Translated.refusal(Translated.BUDGET, fields);
        assertEquals(field, refusal.param().orElse(""), refusal.message());
    }
}
