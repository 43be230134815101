// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

import java.util.List;

class OutputShapeTest {
    private static final String TOOL = ",'tools':[{'type':'function','function':{'name':'f'}}]";

    private static String schema(String schema) {
        return "'response_format':{'type':'json_schema','json_schema':{'name':'x','schema':"
                + schema
                + "}}";
    }

    private static final String PLAIN =
            "{'type':'object','properties':{'a':{'type':'integer','minimum':3}},'required':['a']}";

    @Test
    void should_use_the_wires_own_when_model_and_schema_allow_it() {
        var wire = Translated.asking(Translated.BUDGET, schema(PLAIN));
        assertEquals(
                Json.object(
                        "{'type':'json_schema','schema':{'type':'object','properties':"
                                + "{'a':{'type':'integer'}},'required':['a'],"
                                + "'additionalProperties':false}}"),
                wire.body().getJsonObject("output_config").getJsonObject("format"));
        assertEquals(
                List.of(
                        "response_format.json_schema.schema:"
                                + " the provider does not enforce minimum"),
                wire.notices());
        assertEquals("", wire.answerTool());
    }

    @Test
    void should_bring_every_object_of_a_schema_into_the_subset() {
        String deep =
                "{'type':'object','$defs':{'d':{'type':'object','properties':{}}},'properties':{"
                        + "'l':{'type':'array','items':{'type':'object','properties':{}}},"
                        + "'u':{'anyOf':[{'$ref':'#/$defs/d'},{'type':'null'}]}}}";
        var wire = Translated.asking(Translated.BUDGET, schema(deep));
        assertEquals(
                Json.object(
                        deep.replace(
                                        "'properties':{}}",
                                        "'properties':{},'additionalProperties':false}")
                                .replaceFirst("}}$", "},'additionalProperties':false}")),
                wire.body()
                        .getJsonObject("output_config")
                        .getJsonObject("format")
                        .getJsonObject("schema"));
    }

    @Test
    void should_force_a_tool_when_the_model_has_no_structured_output() {
        var wire = Translated.asking(Translated.OLD, schema(PLAIN));
        assertEquals("json_answer", wire.answerTool());
        assertEquals(
                Json.object(
                        "{'type':'tool','name':'json_answer','disable_parallel_tool_use':true}"),
                wire.body().getJsonObject("tool_choice"));
        assertEquals(
                Json.object(PLAIN),
                wire.body().getJsonArray("tools").getJsonObject(0).getJsonObject("input_schema"));
        assertFalse(wire.body().containsKey("output_config"));
    }

    @Test
    void should_force_a_tool_when_the_schema_is_beyond_the_subset() {
        for (String schema :
                List.of(
                        "{'type':'object'}",
                        "{'type':'object','properties':{},'additionalProperties':true}",
                        "{'type':'object','properties':{'a':{'oneOf':[]}}}",
                        "{'type':'object','patternProperties':{}}")) {
            assertEquals(
                    "json_answer",
                    Translated.asking(Translated.BUDGET, schema(schema)).answerTool());
        }
    }

    @Test
    void should_force_a_tool_when_any_object_will_do() {
        var wire =
                Translated.asking(Translated.ADAPTIVE, "'response_format':{'type':'json_object'}");
        assertEquals("json_answer", wire.answerTool());
        assertEquals(
                Json.object("{'type':'object','additionalProperties':true}"),
                wire.body().getJsonArray("tools").getJsonObject(0).getJsonObject("input_schema"));
    }

    @Test
    void should_leave_the_callers_tools_a_chance_when_a_tool_is_forced() {
        String format = "'response_format':{'type':'json_object'}";
        var wire = Translated.asking(Translated.OLD, format + TOOL);
        assertEquals(2, wire.body().getJsonArray("tools").size());
        assertEquals(Json.object("{'type':'any'}"), wire.body().getJsonObject("tool_choice"));
        var none = Translated.asking(Translated.OLD, format + TOOL + ",'tool_choice':'none'");
        assertEquals("tool", none.body().getJsonObject("tool_choice").getString("type"));
        var other =
                Translated.asking(Translated.OLD, format + TOOL.replace("'f'", "'json_answer'"));
        assertEquals("json_answer_", other.answerTool());
    }

    @Test
    void should_leave_the_shape_to_the_text_when_it_is_text() {
        var wire = Translated.asking(Translated.OLD, "'response_format':{'type':'text'}");
        assertFalse(wire.body().containsKey("tools"));
        assertEquals("", wire.answerTool());
    }
}
