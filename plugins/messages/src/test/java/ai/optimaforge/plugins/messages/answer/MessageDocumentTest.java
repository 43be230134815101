// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatAnswer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;

class MessageDocumentTest {
    private static final String USAGE =
            "{'prompt_tokens':50,'completion_tokens':9,'total_tokens':59,"
                    + "'prompt_tokens_details':{'cached_tokens':30,'cache_write_tokens':5},"
                    + "'completion_tokens_details':{'reasoning_tokens':4}}";

    private static JsonObject json(String text) {
        return new JsonObject(text.replace('\'', '"'));
    }

    private static JsonObject message(String message, String finishReason, String usage) {
        JsonObject completion =
                json(
                        ("{'id':'chatcmpl-a.b/1','object':'chat.completion','created':1,"
                                        + "'model':'m-1','choices':[{'index':0,'message':%s,"
                                        + "'finish_reason':'%s'}],'usage':%s}")
                                .formatted(message, finishReason, usage));
        return MessageDocument.of(new ChatAnswer(JsonDocument.of(completion)), Optional.empty())
                .toJson();
    }

    private static JsonArray content(String message) {
        return message(message, "stop", "null").getJsonArray("content");
    }

    @Test
    void should_be_a_message_when_the_answer_is_a_text() {
        JsonObject message =
                message("{'role':'assistant','content':'Hi','refusal':null}", "stop", USAGE);
        assertEquals(
                json(
                        "{'id':'msg_ab1','type':'message','role':'assistant','model':'m-1',"
                            + "'content':[{'type':'text','text':'Hi'}],'stop_reason':'end_turn',"
                            + "'stop_sequence':null,'usage':{'input_tokens':15,"
                            + "'cache_creation_input_tokens':5,'cache_read_input_tokens':30,"
                            + "'output_tokens':9,'output_tokens_details':{'thinking_tokens':4}}}"),
                message);
        assertTrue(message.containsKey("stop_sequence"));
    }

    @ParameterizedTest
    @CsvSource({
        "stop, end_turn",
        "length, max_tokens",
        "tool_calls, tool_use",
        "function_call, tool_use",
        "content_filter, refusal",
        "whatever, end_turn"
    })
    void should_say_why_the_model_stopped(String reason, String expected) {
        assertEquals(expected, message("{'content':'a'}", reason, "null").getString("stop_reason"));
    }

    @Test
    void should_call_tools_after_the_text() {
        JsonObject message =
                message(
                        "{'content':'Let me see.','tool_calls':[{'id':'c1','type':'function',"
                            + "'function':{'name':'w','arguments':'{\\'a\\':[1,{}]}'}},{'id':'c2',"
                            + "'type':'function','function':{'name':'v','arguments':''},"
                            + "'extra_content':{'google':{'thought_signature':'s'}}}]}",
                        "stop",
                        "null");
        assertEquals("tool_use", message.getString("stop_reason"));
        assertEquals(
                json("{'c':[{'type':'text','text':'Let me see.'},{'type':'tool_use',"
                                + "'id':'c1','name':'w','input':{'a':[1,{}]}},"
                                + "{'type':'tool_use','id':'c2','name':'v','input':{},"
                                + "'extra_content':{'google':{'thought_signature':'s'}}}]}")
                        .getJsonArray("c"),
                message.getJsonArray("content"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[1]", "{\\\"a\\\":", "nonsense", "7"})
    void should_lose_nothing_when_arguments_are_no_object(String arguments) {
        JsonObject call =
                content(
                                "{'content':null,'tool_calls':[{'id':'c1','type':'function',"
                                        + "'function':{'name':'w','arguments':\"%s\"}}]}"
                                                .formatted(arguments))
                        .getJsonObject(0);
        assertEquals(
                arguments.replace("\\", ""),
                call.getJsonObject("input").getString("raw_arguments"));
    }

    @Test
    void should_think_first_when_the_model_reasoned() {
        JsonObject unsigned = content("{'content':'a','reasoning_content':'hm'}").getJsonObject(0);
        assertEquals(json("{'type':'thinking','thinking':'hm','signature':''}"), unsigned);
        assertEquals("thinking", content("{'reasoning':'hm'}").getJsonObject(0).getString("type"));
        JsonArray signed =
                content(
                        "{'content':'a','reasoning_content':'hm','thinking_blocks':["
                                + "{'type':'thinking','thinking':'hm','signature':'s'},"
                                + "{'type':'redacted_thinking','data':'x'}]}");
        assertEquals(
                json("{'type':'thinking','thinking':'hm','signature':'s'}"),
                signed.getJsonObject(0));
        assertEquals(json("{'type':'redacted_thinking','data':'x'}"), signed.getJsonObject(1));
        assertEquals("a", signed.getJsonObject(2).getString("text"));
    }

    @Test
    void should_refuse_as_the_model_does() {
        JsonObject message = message("{'content':null,'refusal':'I will not.'}", "stop", "null");
        assertEquals("refusal", message.getString("stop_reason"));
        assertEquals(
                "I will not.", message.getJsonArray("content").getJsonObject(0).getString("text"));
    }

    @Test
    void should_be_empty_when_the_model_says_nothing() {
        JsonObject message = message("{'content':''}", "stop", "null");
        assertEquals(new JsonArray(), message.getJsonArray("content"));
        assertEquals(0, message.getJsonObject("usage").getInteger("input_tokens"));
    }

    @Test
    void should_tell_of_the_call_when_the_key_is_told() {
        JsonDocument metadata = JsonDocument.of(json("{'provider':'up'}"));
        ChatAnswer answer = new ChatAnswer(JsonDocument.of(json("{'id':'x','choices':[]}")));
        assertEquals(
                json("{'provider':'up'}"),
                MessageDocument.of(answer, Optional.of(metadata))
                        .toJson()
                        .getJsonObject("forge_metadata"));
        assertNull(
                MessageDocument.of(answer, Optional.empty()).toJson().getValue("forge_metadata"));
    }
}
