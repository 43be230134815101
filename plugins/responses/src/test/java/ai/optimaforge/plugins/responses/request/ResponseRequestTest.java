// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.request;

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

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class ResponseRequestTest {
    private static ResponseRequest read(String json) {
        return ResponseRequest.of(JsonDocument.parse(Buffer.buffer(json.replace('\'', '"'))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'input':'hi'} | model",
                "{'model':'','input':'hi'} | model",
                "{'model':'m'} | input",
                "{'model':'m','input':[]} | input",
                "{'model':'m','input':7} | input",
                "{'model':'m','input':['hi']} | input[0]",
                "{'model':'m','input':'a','input':'b'} | input",
                "{'model':'m','input':'a','stream':'yes'} | stream",
                "{'model':'m','input':'a','store':1} | store",
                "{'model':'m','input':'a','temperature':3} | temperature",
                "{'model':'m','input':'a','top_p':2} | top_p",
                "{'model':'m','input':'a','top_logprobs':21} | top_logprobs",
                "{'model':'m','input':'a','max_output_tokens':0} | max_output_tokens",
                "{'model':'m','input':'a','max_tool_calls':0} | max_tool_calls",
                "{'model':'m','input':'a','truncation':'some'} | truncation",
                "{'model':'m','input':'a','include':'x'} | include",
                "{'model':'m','input':'a','metadata':{'a':1}} | metadata.a",
                "{'model':'m','input':'a','background':true,'store':false} | background",
                "{'model':'m','input':'a','previous_response_id':'r','conversation':'c'}"
                        + " | previous_response_id",
                "{'model':'m','input':'a','conversation':{'id':''}} | conversation.id",
                "{'model':'m','input':[{'type':'poem'}]} | input[0].type",
                "{'model':'m','input':[{'role':'robot','content':'a'}]} | input[0].role",
                "{'model':'m','input':[{'role':'user'}]} | input[0].content",
                "{'model':'m','input':[{'role':'user','content':[]}]} | input[0].content",
                "{'model':'m','input':[{'role':'user','content':[{'type':'x'}]}]}"
                        + " | input[0].content[0].type",
                "{'model':'m','input':[{'role':'user','content':[{'type':'input_image'}]}]}"
                        + " | input[0].content[0]",
                "{'model':'m','input':[{'type':'function_call','name':'f','arguments':''}]}"
                        + " | input[0].call_id",
                "{'model':'m','input':[{'type':'function_call_output','call_id':'c'}]}"
                        + " | input[0].output",
                "{'model':'m','input':'a','tools':[{'name':'f'}]} | tools[0].type",
                "{'model':'m','input':'a','tools':[{'type':'function'}]} | tools[0].name",
                "{'model':'m','input':'a','tools':[{'type':'function','name':'f',"
                        + "'parameters':{'type':'thing'}}]} | tools[0].parameters.type",
                "{'model':'m','input':'a','tool_choice':'must'} | tool_choice",
                "{'model':'m','input':'a','tool_choice':'required'} | tool_choice",
                "{'model':'m','input':'a','tool_choice':{'type':'function','name':'f'}}"
                        + " | tool_choice.name",
                "{'model':'m','input':'a','tools':[{'type':'function','name':'f'}],'tool_choice':"
                        + "{'type':'allowed_tools','mode':'auto','tools':[{'type':'function',"
                        + "'name':'g'}]}} | tool_choice.tools[0].name",
                "{'model':'m','input':'a','text':{'format':{'type':'xml'}}} | text.format.type",
                "{'model':'m','input':'a','text':{'format':{'type':'json_schema','name':'n'}}}"
                        + " | text.format.schema",
                "{'model':'m','input':'a','text':{'format':{'type':'json_schema','name':'n',"
                        + "'schema':{'properties':{'a':{'$ref':'#/$defs/none'}}}}}}"
                        + " | text.format.schema.properties.a.$ref",
                "{'model':'m','input':'a','text':{'format':{'type':'json_schema','name':'n',"
                        + "'schema':{'pattern':'('}}}} | text.format.schema.pattern",
                "{'model':'m','input':'a','text':{'format':{'type':'json_schema','name':'n',"
                        + "'schema':{'anyOf':[]}}}} | text.format.schema.anyOf",
                "{'model':'m','input':'a','forge':{'x':1}} | forge.x",
            })
    void should_name_the_field_when_a_request_is_wrong(String json, String param) {
        ForgeException refused = assertThrows(ForgeException.class, () -> read(json));
        assertEquals(param, refused.param().orElse(""), refused::message);
        assertTrue(refused.message().contains(param), refused::message);
    }

    @Test
    void should_refuse_metadata_of_more_than_sixteen_pairs() {
        String pairs =
                IntStream.range(0, 17)
                        .mapToObj("'k%d':'v'"::formatted)
                        .collect(Collectors.joining(","));
        ForgeException refused =
                assertThrows(
                        ForgeException.class,
                        () -> read("{'model':'m','input':'a','metadata':{%s}}".formatted(pairs)));
        assertEquals("metadata must have 16 pairs at most, not 17.", refused.message());
    }

    @Test
    void should_give_each_item_a_type_and_an_id() {
        List<JsonObject> input =
                read("{'model':'m','input':[{'role':'user','content':'hi'},"
                                + "{'role':'assistant','content':'yo','phase':'commentary'}]}")
                        .of("resp_1")
                        .input();
        JsonObject user = input.getFirst();
        assertEquals("message", user.getString("type"));
        assertTrue(user.getString("id").startsWith("msg_"));
        assertEquals("input_text", user.getJsonArray("content").getJsonObject(0).getString("type"));
        assertEquals("commentary", input.get(1).getString("phase"));
        assertEquals(
                "output_text",
                input.get(1).getJsonArray("content").getJsonObject(0).getString("type"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'type':'function_call_output','call_id':'c','output':'1'} | input[0].call_id",
                "{'type':'function_call','call_id':'c','name':'f','arguments':'{}'} | input",
                "{'type':'function_call','call_id':'c','name':'f','arguments':'{}'},"
                        + "{'role':'user','content':'hi'},"
                        + "{'type':'function_call_output','call_id':'c','output':'1'} | input",
                "{'type':'function_call','call_id':'c','name':'f','arguments':'{}'},"
                        + "{'type':'function_call','call_id':'c','name':'f','arguments':'{}'}"
                        + " | input[1].call_id",
                "{'type':'item_reference','id':'msg_none'} | input[0].id",
            })
    void should_refuse_items_that_do_not_fit_together(String items, String param) {
        ResponseRequest request = read("{'model':'m','input':[%s]}".formatted(items));
        ForgeException refused =
                assertThrows(
                        ForgeException.class, () -> ModelInput.of(List.of(), Map.of(), request));
        assertEquals(param, refused.param().orElse(""), refused::message);
    }
}
