// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class ChatTranslationTest {
    private final List<String> notices = new ArrayList<>();

    private static ResponseRequest read(String members) {
        String json = "{'model':'m',%s}".formatted(members).replace('\'', '"');
        return ResponseRequest.of(JsonDocument.parse(Buffer.buffer(json)));
    }

    private JsonObject chat(String members) {
        return chat(members, List.of());
    }

    private JsonObject chat(String members, List<JsonObject> history) {
        ResponseRequest request = read(members);
        ModelInput input = ModelInput.of(history, Map.of(), request);
        return ChatTranslation.of(request, input, notices::add).document().toJson();
    }

    private static JsonArray json(String array) {
        return new JsonArray(array.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'input':'hi' | [{'role':'user','content':'hi'}]",
                "'instructions':'be kind','input':'hi' | [{'role':'system','content':'be kind'},"
                        + "{'role':'user','content':'hi'}]",
                "'input':[{'role':'developer','content':'d'},{'role':'user','content':"
                    + "[{'type':'input_text','text':'a'},{'type':'input_image','detail':'low','image_url':'u'}]}]"
                    + " | [{'role':'developer','content':'d'},{'role':'user',"
                    + "'content':[{'type':'text','text':'a'},{'type':'image_url','image_url':"
                    + "{'url':'u','detail':'low'}}]}]",
                "'input':[{'role':'user','content':[{'type':'input_file','filename':'f.pdf',"
                        + "'file_data':'data:x'}]}] | [{'role':'user','content':[{'type':'file',"
                        + "'file':{'filename':'f.pdf','file_data':'data:x'}}]}]",
                "'input':[{'role':'user','content':'q'},{'type':'reasoning','summary':"
                        + "[{'type':'summary_text','text':'hm'}]},{'role':'assistant','content':"
                        + "'let me see'},{'type':'function_call','call_id':'c','name':'f',"
                        + "'arguments':'{}'},{'type':'function_call_output','call_id':'c',"
                        + "'output':'7'}] | [{'role':'user','content':'q'},{'role':'assistant',"
                        + "'content':'let me see','reasoning_content':'hm','tool_calls':[{'id':'c',"
                        + "'type':'function','function':{'name':'f','arguments':'{}'}}]},"
                        + "{'role':'tool','tool_call_id':'c','content':'7'}]",
                "'input':[{'type':'function_call','call_id':'c','name':'f','arguments':'{}'},"
                        + "{'type':'function_call_output','call_id':'c','output':[{'type':"
                        + "'input_image','image_url':'u'}]}] | [{'role':'assistant','content':'',"
                        + "'tool_calls':[{'id':'c','type':'function','function':{'name':'f',"
                        + "'arguments':'{}'}}]},{'role':'tool','tool_call_id':'c','content':"
                        + "'The output is shown in the next message.'},{'role':'user','content':"
                        + "[{'type':'image_url','image_url':{'url':'u'}}]}]",
            })
    void should_say_the_same_in_the_chat_dialect(String members, String messages) {
        assertEquals(json(messages), chat(members).getJsonArray("messages"));
    }

    @Test
    void should_put_what_is_new_behind_what_it_continues() {
        JsonObject before = new JsonObject().put("type", "message").put("role", "user");
        before.put("content", json("[{'type':'input_text','text':'one'}]"));
        assertEquals(
                json("[{'role':'user','content':'one'},{'role':'user','content':'two'}]"),
                chat("'input':'two'", List.of(before)).getJsonArray("messages"));
    }

    @Test
    void should_carry_the_parameters_that_the_chat_dialect_has() {
        JsonObject chat =
                chat(
                        "'input':'a','temperature':0.5,'top_p':0.9,'max_output_tokens':9,"
                                + "'reasoning':{'effort':'low'},'text':{'verbosity':'low','format':"
                                + "{'type':'json_schema','name':'n','schema':{'type':'object'},"
                                + "'strict':true}},'top_logprobs':2,'user':'u',"
                                + "'prompt_cache_key':'k','metadata':{'a':'b'},'stream':true");
        assertEquals(0.5, chat.getDouble("temperature"));
        assertEquals(9, chat.getInteger("max_completion_tokens"));
        assertEquals("low", chat.getString("reasoning_effort"));
        assertEquals("low", chat.getString("verbosity"));
        assertTrue(chat.getBoolean("logprobs"));
        assertEquals(2, chat.getInteger("top_logprobs"));
        assertTrue(chat.getBoolean("stream"));
        assertFalse(chat.containsKey("metadata"));
        JsonObject format = chat.getJsonObject("response_format");
        assertEquals("json_schema", format.getString("type"));
        assertEquals("n", format.getJsonObject("json_schema").getString("name"));
        assertEquals(List.of(), notices);
    }

    @Test
    void should_tell_the_model_only_of_the_tools_that_are_allowed() {
        JsonObject chat =
                chat(
                        "'input':'a','tools':[{'type':'function','name':'f'},{'type':'function',"
                                + "'name':'g','strict':true}],'tool_choice':{'type':"
                                + "'allowed_tools','mode':'required','tools':[{'type':'function',"
                                + "'name':'g'}]}");
        assertEquals(
                json("[{'type':'function','function':{'name':'g','strict':true}}]"),
                chat.getJsonArray("tools"));
        assertEquals("required", chat.getString("tool_choice"));
    }

    @Test
    void should_leave_out_tools_that_nobody_runs_and_say_so() {
        JsonObject chat =
                chat(
                        "'input':'a','tools':[{'type':'web_search'},{'type':'custom','name':'c'}],"
                                + "'tool_choice':{'type':'web_search'}");
        assertFalse(chat.containsKey("tools"));
        assertFalse(chat.containsKey("tool_choice"));
        assertEquals(2, notices.size());
        assertTrue(notices.getFirst().startsWith("tools[0] (web_search)"), notices::toString);
    }

    @Test
    void should_refuse_a_file_that_lies_elsewhere() {
        ForgeException refused =
                assertThrows(
                        ForgeException.class,
                        () ->
                                chat(
                                        "'input':[{'role':'user','content':[{'type':'input_file',"
                                                + "'file_id':'file_1'}]}]"));
        assertEquals("input[0].content[0].file_data", refused.param().orElse(""));
    }

    @Test
    void should_send_the_request_as_it_came_to_an_upstream_that_speaks_the_api() {
        ResponseRequest request =
                read("'input' :  'a','metadata':{'a':'b'},'unknown':[ 1 ],'store':true");
        ModelInput input = ModelInput.of(List.of(), Map.of(), request);
        assertEquals(
                "{\"model\":\"m\",\"input\" :  \"a\",\"unknown\":[ 1 ],\"store\":false}",
                NativeForm.of(request, input).document().toString());
    }

    @Test
    void should_send_all_that_is_continued_to_an_upstream_that_speaks_the_api() {
        ResponseRequest request = read("'input':'two','previous_response_id':'resp_1'");
        List<JsonObject> history = new ArrayList<>(read("'input':'one'").input());
        history.add(
                new JsonObject()
                        .put("type", "reasoning")
                        .put("encrypted_content", "forge1.W10")
                        .put("summary", new JsonArray()));
        ModelInput input = ModelInput.of(history, Map.of(), request);
        JsonObject sent = NativeForm.of(request, input).document().toJson();
        assertFalse(sent.containsKey("previous_response_id"));
        assertEquals(2, sent.getJsonArray("input").size());
    }

    @Test
    void should_leave_out_the_oldest_turns_and_keep_what_the_model_is_told() {
        ResponseRequest request =
                read(
                        "'input':[{'role':'system','content':'s'},{'role':'user','content':'1'},"
                                + "{'role':'assistant','content':'a'},"
                                + "{'role':'user','content':'2'}]");
        ModelInput input = ModelInput.of(List.of(), Map.of(), request).withoutOldest(1);
        assertEquals(
                json("[{'role':'system','content':'s'},{'role':'user','content':'2'}]"),
                ChatTranslation.ofPrompt(request, input)
                        .document()
                        .toJson()
                        .getJsonArray("messages"));
    }
}
