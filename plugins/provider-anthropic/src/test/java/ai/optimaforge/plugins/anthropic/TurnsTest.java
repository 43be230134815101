// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.testing.TestCall;
import ai.optimaforge.testing.upstream.anthropic.AnthropicWire;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class TurnsTest {
    private static final String CALL =
            "{'id':'call_1','type':'function',"
                    + "'function':{'name':'f','arguments':'{\\'a\\':1}'}}";

    private static String messages(String singleQuoted) {
        return Translated.of(Translated.BUDGET, singleQuoted).messages().encode();
    }

    @Test
    void should_put_what_the_system_says_before_all_when_it_stands_anywhere() {
        var wire =
                Translated.of(
                        Translated.BUDGET,
                        """
                        [{'role':'system','content':'one'},{'role':'user','content':'hi'},
                         {'role':'developer','content':[{'type':'text','text':'two'}]}]
                        """);
        assertEquals(
                Json.array("[{'type':'text','text':'one'},{'type':'text','text':'two'}]"),
                wire.body().getJsonArray("system"));
        assertEquals(1, wire.messages().size());
        assertEquals(
                List.of("messages[2]: what the system says stands before the whole conversation"),
                wire.notices());
    }

    @Test
    void should_merge_neighbours_when_one_speaks_twice() {
        assertEquals(
                Json.of(
                        "[{'role':'user','content':[{'type':'text','text':'a'},"
                                + "{'type':'text','text':'b'}]},"
                                + "{'role':'assistant','content':[{'type':'text','text':'c'},"
                                + "{'type':'text','text':'d'}]}]"),
                messages(
                        "[{'role':'user','content':'a'},{'role':'user','content':'b'},"
                                + "{'role':'assistant','content':'c'},"
                                + "{'role':'assistant','content':'d'}]"));
    }

    @Test
    void should_keep_every_byte_of_a_text_when_it_has_odd_characters() {
        String odd = "a\\ud800\\n\\u0000é\\/😀";
        var wire =
                RequestTranslation.of(
                        ProviderTest.chat(
                                "{'model':'m','messages':[{'role':'user','content':'"
                                        + odd
                                        + "'}]}"),
                        ModelTraits.guess("m"),
                        false,
                        new TestCall());
        assertTrue(wire.body().toString().contains(odd), wire.body().toString());
    }

    @Test
    void should_leave_a_text_out_when_it_is_blank() {
        assertEquals(
                Json.of("[{'role':'user','content':[{'type':'text','text':'x'}]}]"),
                messages(
                        "[{'role':'user','content':' \\n\\t'},{'role':'assistant','content':''},"
                                + "{'role':'assistant','content':null},"
                                + "{'role':'user','content':[{'type':'text','text':''},"
                                + "{'type':'text','text':'x'}]}]"));
    }

    @Test
    void should_let_the_user_speak_first_when_nobody_or_the_model_does() {
        for (String first : List.of("assistant", "system")) {
            var wire = Translated.of(Translated.BUDGET, "[{'role':'" + first + "','content':'x'}]");
            assertTrue(wire.messages().encode().startsWith(Json.of("[{'role':'user'")));
            assertEquals(1, wire.notices().size());
        }
    }

    @Test
    void should_strip_the_end_when_the_model_is_to_continue_its_answer() {
        assertTrue(
                messages("[{'role':'user','content':'a'},{'role':'assistant','content':'b \\n'}]")
                        .endsWith(Json.of("{'type':'text','text':'b'}]}]")));
    }

    @Test
    void should_pair_calls_and_results_when_tools_were_used_at_once() {
        String two = CALL.replace("call_1", "call_2").replace("{\\'a\\':1}", "");
        assertEquals(
                Json.of(
                        "[{'role':'user','content':[{'type':'text','text':'q'}]},"
                                + "{'role':'assistant','content':[{'type':'text','text':'t'},"
                                + "{'type':'tool_use','id':'call_1','name':'f','input':{'a':1}},"
                                + "{'type':'tool_use','id':'call_2','name':'f','input':{}}]},"
                                + "{'role':'user','content':["
                                + "{'type':'tool_result','tool_use_id':'call_2',"
                                + "'content':[{'type':'text','text':'r2'}]},"
                                + "{'type':'tool_result','tool_use_id':'call_1'},"
                                + "{'type':'text','text':'go on'}]}]"),
                messages(
                        ("[{'role':'user','content':'q'},"
                                + "{'role':'assistant','content':'t','tool_calls':["
                                + CALL
                                + ","
                                + two
                                + "]},"
                                + "{'role':'tool','tool_call_id':'call_2','content':'r2'},"
                                + "{'role':'tool','tool_call_id':'call_1','content':''},"
                                + "{'role':'user','content':'go on'}]")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
                    [{'role':'user','content':'q'},{'role':'tool','tool_call_id':'x','content':'r'}]; messages[1].tool_call_id
                    [{'role':'tool','content':'r'}]; messages[0].tool_call_id
                    [{'role':'user','content':'q'},{'role':'assistant','tool_calls':[CALL]}]; messages[1].tool_calls
                    [{'role':'user','content':'q'},{'role':'assistant','tool_calls':[CALL]},{'role':'user','content':'q'}]; messages[1].tool_calls
                    [{'role':'assistant','tool_calls':[{'type':'function','function':{'name':'f'}}]}]; messages[0].tool_calls[0].id
                    [{'role':'assistant','tool_calls':[CALL,CALL]}]; messages[0].tool_calls[1].id
                    [{'role':'assistant','tool_calls':[{'id':'1','type':'custom','custom':{}}]}]; messages[0].tool_calls[0].type
                    [{'role':'assistant','tool_calls':[{'id':'1','function':{'name':'a b'}}]}]; messages[0].tool_calls[0].function.name
                    [{'role':'assistant','tool_calls':[{'id':'1','function':{'name':'f','arguments':'[1]'}}]}]; messages[0].tool_calls[0].function.arguments
                    [{'role':'assistant','tool_calls':[{'id':'1','function':{'name':'f','arguments':'{'}}]}]; messages[0].tool_calls[0].function.arguments
                    [{'role':'assistant','function_call':{'name':'f'}}]; messages[0].function_call
                    [{'role':'assistant','audio':{'id':'a'}}]; messages[0].audio
                    [{'role':'function','content':'x'}]; messages[0].role
                    [{'content':'x'}]; messages[0].role
                    [{'role':'user','content':5}]; messages[0].content
                    [{'role':'user','content':['x']}]; messages[0].content[0]
                    [{'role':'user','content':''}]; messages
                    [{'role':'system','content':[{'type':'image_url','image_url':{'url':'x'}}]}]; messages[0].content[0].image_url
                    """)
    void should_name_the_field_when_messages_make_no_conversation(String messages, String field) {
        var refusal =
                Translated.refusalOf(
                        Translated.BUDGET,
                        messages.replace("CALL", CALL.replace("'{\\'a\\':1}'", "'{}'")));
        assertEquals(field, refusal.param().orElse(""), refusal.message());
        assertTrue(refusal.message().startsWith(field), refusal.message());
    }

    @Test
    void should_change_an_id_and_its_result_alike_when_the_wire_has_not_its_characters() {
        String wire =
                messages(
                        "[{'role':'user','content':'q'},"
                                + "{'role':'assistant','tool_calls':[{'id':'functions.f:0',"
                                + "'function':{'name':'f','arguments':'{}'}}]},"
                                + "{'role':'tool','tool_call_id':'functions.f:0','content':'r'}]");
        assertTrue(wire.contains("functions_f_0_"), wire);
        assertFalse(wire.contains("functions.f:0"), wire);
    }

    @Test
    void should_send_thoughts_back_signed_when_they_came_with_calls() {
        String signature = AnthropicWire.signature("hm");
        String wire =
                messages(
                        ("[{'role':'user','content':'q'},"
                                        + "{'role':'assistant','content':null,"
                                        + "'reasoning_content':'hm','thinking_blocks':["
                                        + "{'type':'thinking','thinking':'hm','signature':'S'},"
                                        + "{'type':'redacted_thinking','data':'xyz'},"
                                        + "{'type':'thinking','thinking':'unsigned'}],"
                                        + "'tool_calls':[{'id':'1','function':{'name':'f'}}]},"
                                        + "{'role':'tool','tool_call_id':'1','content':'r'}]")
                                .replace("'S'", "'" + signature + "'"));
        assertTrue(
                wire.contains(
                        Json.of(
                                "'content':[{'type':'thinking','thinking':'hm','signature':'"
                                        + signature
                                        + "'},{'type':'redacted_thinking','data':'xyz'},"
                                        + "{'type':'tool_use'")),
                wire);
    }

    @Test
    void should_tell_when_thoughts_are_left_out_for_want_of_a_signature() {
        var wire =
                Translated.of(
                        Translated.BUDGET,
                        "[{'role':'user','content':'q'},"
                                + "{'role':'assistant','content':'a','reasoning_content':'hm'},"
                                + "{'role':'user','name':'bob','content':'q'}]");
        assertEquals(
                List.of(
                        "reasoning_content: left out where no thinking_blocks sign it",
                        "messages[].name: left out, the provider has no such field"),
                wire.notices());
    }

    @Test
    void should_keep_markers_of_the_cache_when_they_stand_on_messages_or_parts() {
        var wire =
                Translated.of(
                        Translated.BUDGET,
                        """
                        [{'role':'system','content':'s','cache_control':{'type':'ephemeral'}},
                         {'role':'user','content':[
                           {'type':'text','text':'a','cache_control':{'type':'ephemeral','ttl':'1h'}},
                           {'type':'text','text':'b'}],'cache_control':{'type':'ephemeral'}}]
                        """);
        assertEquals(
                Json.array("[{'type':'text','text':'s','cache_control':{'type':'ephemeral'}}]"),
                wire.body().getJsonArray("system"));
        assertEquals(
                Json.array(
                        "[{'type':'text','text':'a','cache_control':{'type':'ephemeral','ttl':'1h'}},"
                            + "{'type':'text','text':'b','cache_control':{'type':'ephemeral'}}]"),
                wire.messages().getJsonObject(0).getJsonArray("content"));
    }
}
