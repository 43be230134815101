// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

class RequestTranslationTest {
    private final List<String> notices = new ArrayList<>();

    private JsonObject translate(String json) {
        JsonDocument request = JsonDocument.parse(Buffer.buffer(json.replace('\'', '"')));
        return RequestTranslation.of(request, notices::add).document().toJson();
    }

    /// A request with these members beside those that it must have.
    private JsonObject with(String members) {
        return translate(
                "{'model':'m','max_tokens':100,'messages':[{'role':'user','content':'hi'}],%s}"
                        .formatted(members));
    }

    /// The messages of a request with these.
    private List<JsonObject> messages(String messages) {
        return translate("{'model':'m','max_tokens':100,'messages':[%s]}".formatted(messages))
                .getJsonArray("messages")
                .stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static JsonObject json(String text) {
        return new JsonObject(text.replace('\'', '"'));
    }

    @Test
    void should_keep_the_least_when_there_is_no_more() {
        assertEquals(
                json(
                        "{'model':'a/m','messages':[{'role':'user','content':'hi'}],"
                                + "'max_tokens':7}"),
                translate(
                        "{'model':'a/m','max_tokens':7,"
                                + "'messages':[{'role':'user','content':'hi'}]}"));
        assertEquals(List.of(), notices);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'temperature':0.5 | 'temperature':0.5",
                "'top_p':0.25 | 'top_p':0.25",
                "'stop_sequences':['a','b'] | 'stop':['a','b']",
                "'stop_sequences':[] | ",
                "'metadata':{'user_id':'u1'} | 'user':'u1'",
                "'metadata':{'user_id':null} | ",
                "'stream':true | 'stream':true",
                "'stream':false | ",
                "'forge':{'routing':{'explain':true}} | 'forge':{'routing':{'explain':true}}",
                "'thinking':{'type':'disabled'} | ",
                "'thinking':{'type':'adaptive'} | ",
                "'thinking':{'type':'adaptive'},'output_config':{'effort':'max'}"
                        + " | 'reasoning_effort':'high'",
                "'thinking':{'type':'adaptive'},'output_config':{'effort':'low'}"
                        + " | 'reasoning_effort':'low'",
                "'service_tier':'auto' | ",
            })
    void should_say_it_in_openais_words_when_there_are_some(String given, String expected) {
        JsonObject chat = with(given);
        chat.remove("model");
        chat.remove("messages");
        chat.remove("max_tokens");
        assertEquals(json("{" + (expected == null ? "" : expected) + "}"), chat);
        assertEquals(List.of(), notices);
    }

    @ParameterizedTest
    @CsvSource({"1024, low", "4095, low", "4096, medium", "16383, medium", "16384, high"})
    void should_make_an_effort_of_a_budget(long budget, String effort) {
        JsonObject chat =
                translate(
                        ("{'model':'m','max_tokens':99999,'thinking':{'type':'enabled',"
                                        + "'budget_tokens':%d},"
                                        + "'messages':[{'role':'user','content':'hi'}]}")
                                .formatted(budget));
        assertEquals(effort, chat.getString("reasoning_effort"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'top_k':5",
                "'service_tier':'standard_only'",
                "'container':'c1'",
                "'mcp_servers':[]",
                "'cache_control':{'type':'ephemeral'}"
            })
    void should_notice_what_is_left_out(String given) {
        JsonObject chat = with(given);
        assertEquals(3, chat.size(), chat::encode);
        String name = given.substring(1, given.indexOf('\'', 1));
        assertEquals(1, notices.size());
        assertTrue(notices.getFirst().startsWith(name + " "), notices::toString);
    }

    @Test
    void should_notice_an_effort_without_thinking() {
        assertEquals(3, with("'output_config':{'effort':'high'}").size());
        assertTrue(notices.getFirst().startsWith("output_config.effort "), notices::toString);
    }

    @Test
    void should_send_a_digest_when_the_end_users_id_is_long() {
        String one =
                with("'metadata':{'user_id':'%s1'}".formatted("u".repeat(64))).getString("user");
        String two =
                with("'metadata':{'user_id':'%s2'}".formatted("u".repeat(64))).getString("user");
        assertEquals(64, one.length());
        assertEquals(64, two.length());
        assertTrue(!one.equals(two));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'type':'object','properties':{'a':{'type':'string'}},'required':['a'],"
                        + "'additionalProperties':false} | true",
                "{'type':'object','properties':{'a':{'enum':['x',null]}},'required':['a'],"
                        + "'additionalProperties':false} | true",
                "{'type':'object','properties':{'a':{'type':'string'}},'required':[],"
                        + "'additionalProperties':false} | false",
                "{'type':'object','properties':{}} | false",
                "{'type':'object','properties':{'a':{'type':'array','items':{'type':'object'}}},"
                        + "'required':['a'],'additionalProperties':false} | false",
            })
    void should_ask_for_a_shape_strictly_when_its_schema_is_strict(String schema, boolean strict) {
        for (String given :
                List.of(
                        "'output_config':{'format':{'type':'json_schema','schema':%s}}",
                        "'output_format':{'type':'json_schema','schema':%s}")) {
            JsonObject format = with(given.formatted(schema)).getJsonObject("response_format");
            assertEquals("json_schema", format.getString("type"));
            assertEquals(json(schema), format.getJsonObject("json_schema").getJsonObject("schema"));
            assertEquals(strict, format.getJsonObject("json_schema").getBoolean("strict"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'Be brief.' | 'Be brief.'",
                "[{'type':'text','text':'Be brief.'}] | 'Be brief.'",
                "[{'type':'text','text':'a'},{'type':'text','text':'b'}]"
                        + " | [{'type':'text','text':'a'},{'type':'text','text':'b'}]",
                "[{'type':'text','text':'a','cache_control':{'type':'ephemeral'}}]"
                        + " | [{'type':'text','text':'a','cache_control':{'type':'ephemeral'}}]",
            })
    void should_tell_the_system_prompt_first(String system, String content) {
        JsonObject first = with("'system':" + system).getJsonArray("messages").getJsonObject(0);
        assertEquals(json("{'role':'system','content':%s}".formatted(content)), first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "[]", "[{'type':'text','text':''}]"})
    void should_have_no_system_message_when_the_prompt_is_empty(String system) {
        assertEquals(1, with("'system':" + system).getJsonArray("messages").size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'type':'image','source':{'type':'base64','media_type':'image/png','data':'QQ=='}}"
                    + " | {'type':'image_url','image_url':{'url':'data:image/png;base64,QQ=='}}",
                "{'type':'image','source':{'type':'url','url':'https://a/b.png'}}"
                        + " | {'type':'image_url','image_url':{'url':'https://a/b.png'}}",
                "{'type':'document','title':'t.pdf','source':{'type':'base64',"
                        + "'media_type':'application/pdf','data':'QQ=='}}"
                        + " | {'type':'file','file':{'filename':'t.pdf',"
                        + "'file_data':'data:application/pdf;base64,QQ=='}}",
                "{'type':'document','source':{'type':'base64','media_type':'application/pdf',"
                        + "'data':'QQ=='},'cache_control':{'type':'ephemeral'}}"
                        + " | {'type':'file','file':{'filename':'document.pdf',"
                        + "'file_data':'data:application/pdf;base64,QQ=='},"
                        + "'cache_control':{'type':'ephemeral'}}",
                "{'type':'document','title':'T','source':{'type':'text',"
                        + "'media_type':'text/plain','data':'words'}}"
                        + " | {'type':'text','text':'T\\n\\nwords'}",
                "{'type':'document','source':{'type':'content','content':'words'}}"
                        + " | {'type':'text','text':'words'}",
                "{'type':'search_result','title':'T','source':'https://s','content':"
                        + "[{'type':'text','text':'found'}]}"
                        + " | {'type':'text','text':'T\\nhttps://s\\nfound'}",
            })
    void should_show_a_model_what_a_user_shows(String block, String part) {
        JsonObject user =
                messages(
                                "{'role':'user','content':[{'type':'text','text':'see'},%s]}"
                                        .formatted(block))
                        .getFirst();
        assertEquals(
                json("{'type':'text','text':'see'}"),
                user.getJsonArray("content").getJsonObject(0));
        assertEquals(json(part), user.getJsonArray("content").getJsonObject(1));
    }

    @Test
    void should_answer_calls_first_when_results_come_with_a_text() {
        List<JsonObject> messages =
                messages(
                        """
                        {'role':'user','content':'weather?'},
                        {'role':'assistant','content':[
                          {'type':'text','text':'Let me '},{'type':'text','text':'look.'},
                          {'type':'tool_use','id':'t1','name':'w','input':{'city':'Oslo'}},
                          {'type':'tool_use','id':'t2','name':'w','input':{}}]},
                        {'role':'user','content':[
                          {'type':'tool_result','tool_use_id':'t2','content':'rain'},
                          {'type':'tool_result','tool_use_id':'t1','is_error':true,'content':[
                            {'type':'text','text':'no'},{'type':'text','text':'such city'}]},
                          {'type':'text','text':'go on'}]}
                        """);
        assertEquals(
                List.of(
                        json("{'role':'user','content':'weather?'}"),
                        json(
                                "{'role':'assistant','content':[{'type':'text','text':'Let me '},"
                                        + "{'type':'text','text':'look.'}],'tool_calls':["
                                        + "{'id':'t1','type':'function','function':{'name':'w',"
                                        + "'arguments':'{\\'city\\':\\'Oslo\\'}'}},"
                                        + "{'id':'t2','type':'function','function':{'name':'w',"
                                        + "'arguments':'{}'}}]}"),
                        json("{'role':'tool','tool_call_id':'t2','content':'rain'}"),
                        json(
                                "{'role':'tool','tool_call_id':'t1',"
                                        + "'content':'Error: no\\nsuch city'}"),
                        json("{'role':'user','content':'go on'}")),
                messages);
    }

    @Test
    void should_have_a_user_show_it_when_a_result_is_an_image() {
        List<JsonObject> messages =
                messages(
                        """
                        {'role':'user','content':'draw'},
                        {'role':'assistant','content':[
                          {'type':'tool_use','id':'t1','name':'draw','input':{}}]},
                        {'role':'user','content':[{'type':'tool_result','tool_use_id':'t1',
                          'cache_control':{'type':'ephemeral'},'content':[{'type':'image',
                          'source':{'type':'url','url':'https://a'}}]}]}
                        """);
        assertEquals(
                "The result is shown in the next message.", messages.get(2).getString("content"));
        assertEquals(json("{'type':'ephemeral'}"), messages.get(2).getJsonObject("cache_control"));
        assertEquals(
                json(
                        "{'role':'user','content':[{'type':'image_url',"
                                + "'image_url':{'url':'https://a'}}]}"),
                messages.get(3));
    }

    @Test
    void should_make_one_turn_of_neighbours_when_results_come_apart() {
        List<JsonObject> messages =
                messages(
                        """
                        {'role':'user','content':'a'},
                        {'role':'assistant','content':[
                          {'type':'tool_use','id':'t1','name':'w','input':{}}]},
                        {'role':'assistant','content':[
                          {'type':'tool_use','id':'t2','name':'w','input':{}}]},
                        {'role':'user','content':[
                          {'type':'tool_result','tool_use_id':'t1'},{'type':'text','text':'b'}]},
                        {'role':'user','content':[{'type':'tool_result','tool_use_id':'t2'}]}
                        """);
        assertEquals(
                List.of("user", "assistant", "tool", "tool", "user"),
                messages.stream().map(message -> message.getString("role")).toList());
        assertEquals(2, messages.get(1).getJsonArray("tool_calls").size());
        assertEquals("", messages.get(1).getString("content"));
        assertEquals("", messages.get(2).getString("content"));
    }

    @Test
    void should_keep_thoughts_and_their_signatures_when_an_assistant_had_some() {
        String blocks =
                "{'type':'thinking','thinking':'hm','signature':'s1'},"
                        + "{'type':'redacted_thinking','data':'xx'}";
        JsonObject assistant =
                messages(
                                "{'role':'user','content':'a'},{'role':'assistant','content':[%s,"
                                                .formatted(blocks)
                                        + "{'type':'text','text':'so'}]},"
                                        + "{'role':'user','content':'b'}")
                        .get(1);
        assertEquals(
                json(
                        "{'role':'assistant','content':'so','reasoning_content':'hm',"
                                + "'thinking_blocks':[%s]}".formatted(blocks)),
                assistant);
    }

    @Test
    void should_leave_out_and_notice_what_anthropics_servers_did() {
        List<JsonObject> messages =
                messages(
                        """
                        {'role':'user','content':'a'},
                        {'role':'assistant','content':[
                          {'type':'server_tool_use','id':'s1','name':'web_search','input':{}},
                          {'type':'web_search_tool_result','tool_use_id':'s1','content':[]},
                          {'type':'text','text':'found'}]},
                        {'role':'user','content':'b'}
                        """);
        assertEquals("found", messages.get(1).getString("content"));
        assertEquals(2, notices.size());
        assertTrue(
                notices.getFirst().startsWith("messages[1].content[0] (server_tool_use) "),
                notices::toString);
    }

    @Test
    void should_notice_when_the_answer_is_begun_by_the_client() {
        messages("{'role':'user','content':'a'},{'role':'assistant','content':'The'}");
        assertEquals(1, notices.size());
    }

    @Test
    void should_offer_functions_and_leave_out_tools_of_anthropics() {
        JsonObject chat =
                with(
                        "'tools':[{'name':'w','description':'d','input_schema':{'type':'object'},"
                            + "'cache_control':{'type':'ephemeral'}},{'type':'custom','name':'v',"
                            + "'input_schema':{'type':'object'},'strict':true},"
                            + "{'type':'web_search_20250305','name':'web_search'}]");
        assertEquals(
                json(
                        "{'t':[{'type':'function','function':{'name':'w','description':'d',"
                                + "'parameters':{'type':'object'}},"
                                + "'cache_control':{'type':'ephemeral'}},{'type':'function',"
                                + "'function':{'name':'v','parameters':{'type':'object'},"
                                + "'strict':true}}]}"),
                new JsonObject().put("t", chat.getJsonArray("tools")));
        assertEquals(
                "tools[2] (web_search_20250305) was left out: the model's provider does not know"
                        + " it.",
                notices.getFirst());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'type':'auto'} | 'tool_choice':'auto'",
                "{'type':'any'} | 'tool_choice':'required'",
                "{'type':'none'} | 'tool_choice':'none'",
                "{'type':'tool','name':'w'}"
                        + " | 'tool_choice':{'type':'function','function':{'name':'w'}}",
                "{'type':'auto','disable_parallel_tool_use':true}"
                        + " | 'tool_choice':'auto','parallel_tool_calls':false",
                "{'type':'auto','disable_parallel_tool_use':false} | 'tool_choice':'auto'",
            })
    void should_choose_tools_as_the_client_does(String choice, String expected) {
        JsonObject chat =
                with("'tools':[{'name':'w','input_schema':{}}],'tool_choice':%s".formatted(choice));
        for (var member : json("{" + expected + "}")) {
            assertEquals(member.getValue(), chat.getValue(member.getKey()));
        }
        assertEquals(expected.contains("parallel"), chat.containsKey("parallel_tool_calls"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'temperature':1.5 | temperature | a number from 0 to 1, not 1.5",
                "'temperature':'hot' | temperature | not hot",
                "'top_p':-1 | top_p | not -1",
                "'stop_sequences':'x' | stop_sequences | an array of texts, not x",
                "'stop_sequences':['a',7] | stop_sequences[1] | not 7",
                "'stop_sequences':[''] | stop_sequences[0] | not empty",
                "'metadata':7 | metadata | an object, not 7",
                "'metadata':{'user_id':7} | metadata.user_id | a text, not 7",
                "'system':7 | system | a text or an array of blocks, not 7",
                "'system':[{'type':'image'}] | system[0].type | text, not image",
                "'system':[7] | system[0] | an object, not 7",
                "'thinking':{'type':'much'} | thinking.type | enabled, disabled, adaptive or",
                "'thinking':{} | thinking.type | is missing",
                "'thinking':{'type':'enabled'} | thinking.budget_tokens | is missing",
                "'thinking':{'type':'enabled','budget_tokens':7} | thinking.budget_tokens | 1024",
                "'thinking':{'type':'enabled','budget_tokens':2000} | thinking.budget_tokens"
                        + " | less than max_tokens, which is 100, not 2000",
                "'output_config':{'effort':'huge'},'thinking':{'type':'adaptive'}"
                        + " | output_config.effort | low, medium, high, xhigh or max, not huge",
                "'output_config':{'format':{'type':'xml'}} | output_config.format.type"
                        + " | json_schema, not xml",
                "'output_format':{'type':'json_schema'} | output_format.schema | is missing",
                "'tools':{} | tools | an array, not {}",
                "'tools':[{'input_schema':{}}] | tools[0].name | is missing",
                "'tools':[{'name':'w'}] | tools[0].input_schema | is missing",
                "'tools':[{'name':'w','input_schema':'s'}] | tools[0].input_schema | not s",
                "'tool_choice':{'type':'any'} | tool_choice.type | there is no tool to call",
                "'tool_choice':{'type':'must'} | tool_choice.type | auto, any, tool or none",
                "'tools':[{'name':'w','input_schema':{}}],'tool_choice':{'type':'tool','name':'v'}"
                        + " | tool_choice.name | w, not v",
                "'tools':[{'name':'w','input_schema':{}}],'tool_choice':{'type':'tool'}"
                        + " | tool_choice.name | is missing",
                "'forge':7 | forge | an object, not 7",
                "'stream':'yes' | stream | true or false, not yes",
            })
    void should_refuse_what_is_malformed_beside_the_messages(
            String members, String param, String message) {
        assertRefused(() -> with(members), param, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "7 | messages[0] | an object, not 7",
                "{'content':'a'} | messages[0].role | is missing",
                "{'role':'tool','content':'a'} | messages[0].role"
                        + " | user, assistant or system, not tool",
                "{'role':'user'} | messages[0].content | is missing",
                "{'role':'user','content':7} | messages[0].content | not 7",
                "{'role':'user','content':[]} | messages[0].content | one block at least",
                "{'role':'user','content':''} | messages[0].content.text | must not be empty",
                "{'role':'user','content':[{'type':'text','text':''}]}"
                        + " | messages[0].content[0].text | must not be empty",
                "{'role':'user','content':[{'text':'a'}]} | messages[0].content[0].type"
                        + " | is missing",
                "{'role':'user','content':[{'type':'sound'}]} | messages[0].content[0].type"
                        + " | text, image, document, search_result or tool_result, not sound",
                "{'role':'user','content':[{'type':'tool_use'}]} | messages[0].content[0].type"
                        + " | not tool_use",
                "{'role':'assistant','content':[{'type':'image'}]} | messages[0].content[0].type"
                        + " | not image",
                "{'role':'user','content':[{'type':'image'}]} | messages[0].content[0].source"
                        + " | is missing",
                "{'role':'user','content':[{'type':'image','source':{'type':'file'}}]}"
                        + " | messages[0].content[0].source.type | base64 or url, not file",
                "{'role':'user','content':[{'type':'image','source':{'type':'base64',"
                        + "'media_type':'image/tiff','data':'QQ=='}}]}"
                        + " | messages[0].content[0].source.media_type"
                        + " | image/gif or image/webp, not image/tiff",
                "{'role':'user','content':[{'type':'image','source':{'type':'base64',"
                        + "'media_type':'image/png','data':''}}]}"
                        + " | messages[0].content[0].source.data | must not be empty",
                "{'role':'user','content':[{'type':'document','source':{'type':'url'}}]}"
                        + " | messages[0].content[0].source.type"
                        + " | base64, text or content, not url",
                "{'role':'user','content':[{'type':'document','source':{'type':'base64',"
                        + "'media_type':'text/html','data':'QQ=='}}]}"
                        + " | messages[0].content[0].source.media_type"
                        + " | application/pdf, not text/html",
                "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t9'}]}"
                        + " | messages[0].content[0].tool_use_id | is t9, but no tool_use block",
                "{'role':'user','content':[{'type':'tool_result'}]}"
                        + " | messages[0].content[0].tool_use_id | is missing",
                "{'role':'assistant','content':[{'type':'tool_use','id':'t','name':'w'}]}"
                        + " | messages[0].content[0].input | is missing",
                "{'role':'assistant','content':[{'type':'tool_use','id':'t','name':'w',"
                        + "'input':'x'}]} | messages[0].content[0].input | an object, not x",
                "{'role':'assistant','content':[{'type':'tool_use','id':'t','name':'','input':{}}]}"
                        + " | messages[0].content[0].name | must not be empty",
                "{'role':'assistant','content':[{'type':'tool_use','id':'t','name':'w','input':{}},"
                        + "{'type':'tool_use','id':'t','name':'w','input':{}}]}"
                        + " | messages[0].content[1].id | t is used twice",
                "{'role':'assistant','content':[{'type':'tool_use','id':'t','name':'w','input':{}}"
                        + "]},{'role':'user','content':'a'},{'role':'assistant','content':'b'},"
                        + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t'}]}"
                        + " | messages[3].content[0].tool_use_id | is t",
                "{'role':'assistant','content':[{'type':'tool_use','id':'t','name':'w','input':{}}"
                        + "]},{'role':'user','content':[{'type':'tool_result','tool_use_id':'t'},"
                        + "{'type':'tool_result','tool_use_id':'t'}]}"
                        + " | messages[1].content[1].tool_use_id | is t",
                "{'role':'assistant','content':[{'type':'thinking'}]}"
                        + " | messages[0].content[0].thinking | is missing",
            })
    void should_refuse_a_malformed_conversation(String messages, String param, String message) {
        assertRefused(() -> messages(messages), param, message);
    }

    @Test
    void should_refuse_to_answer_with_nothing_when_the_model_can_not() {
        assertRefused(
                () ->
                        translate(
                                "{'model':'m','max_tokens':0,"
                                        + "'messages':[{'role':'user','content':'hi'}]}"),
                "max_tokens",
                "1 or more, not 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'role':'user','content':[{'type':'text','text':'a','\\ud83d':1}]}",
                "{'role':'user','content':'a','n':1DIGITS}"
            })
    void should_refuse_what_can_not_be_written_anew(String message) {
        ForgeException refused =
                assertThrows(
                        ForgeException.class,
                        () -> messages(message.replace("DIGITS", "0".repeat(2000))));
        assertEquals("invalid_json", refused.errorCode().code());
    }

    private static void assertRefused(Runnable call, String param, String message) {
        ForgeException refused = assertThrows(ForgeException.class, call::run);
        assertEquals(400, refused.errorCode().status());
        assertEquals(param, refused.param().orElse(""), refused::message);
        assertTrue(refused.message().startsWith(param), refused::message);
        assertTrue(refused.message().contains(message), refused::message);
    }

    @Test
    void should_count_a_prompt_that_does_not_say_how_long_its_answer_may_be() {
        JsonDocument request =
                JsonDocument.parse(
                        Buffer.buffer(
                                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"));
        assertEquals(
                List.of("model", "messages"),
                RequestTranslation.ofPrompt(request, notices::add).document().names());
    }
}
