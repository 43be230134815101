// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiResponse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a wire can't take is refused before an upstream is asked, by the field, the value and
/// what is allowed.
class UntranslatableTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.ofAllWires();

    private static final String MESSAGES = "/v1/messages";
    private static final String RESPONSES = "/v1/responses";

    private static JsonObject object(String singleQuoted) {
        return new JsonObject(singleQuoted.replace('\'', '"'));
    }

    private static JsonObject saying(String model, String singleQuoted) {
        return new JsonObject()
                .put("model", model)
                .put("max_tokens", 64)
                .put("messages", new JsonArray(singleQuoted.replace('\'', '"')));
    }

    private static void assertRefused(String path, JsonObject request, String... parts) {
        ApiResponse refused = GATEWAY.client().post(path, request.encode());
        assertEquals(400, refused.status(), refused::toString);
        String message = refused.error().getString("message");
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
        assertFalse(GATEWAY.upstream().hasUnseen(), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude/fake-chat", "gemini/fake-chat"})
    void should_name_the_types_of_images_when_one_is_of_another(String model) {
        assertRefused(
                Gateway.CHAT,
                saying(
                        model,
                        "[{'role':'user','content':[{'type':'text','text':'What?'},{'type':"
                            + "'image_url','image_url':{'url':'data:image/bmp;base64,Qk0='}}]}]"),
                "messages[0].content[1].image_url.url",
                "image/bmp",
                "image/png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up/fake", "gemini/fake-chat", "box/sandbox-chat"})
    void should_name_the_types_of_images_when_a_message_has_another(String model) {
        assertRefused(
                MESSAGES,
                saying(
                        model,
                        "[{'role':'user','content':[{'type':'image','source':{'type':'base64',"
                                + "'media_type':'image/bmp','data':'Qk0='}}]}]"),
                "messages[0].content[0].source.media_type",
                "image/jpeg, image/png, image/gif or image/webp, not image/bmp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "claude/fake-chat | {'type':'array'} | tools[0].function.parameters.type | object"
                        + " | \"array\"",
                "claude/fake-chat | {'type':'object','oneOf':[]} |"
                        + " tools[0].function.parameters.oneOf | in a property | not taken",
                "gemini/fake-chat | 7 | tools[0].function.parameters | object | 7",
            })
    void should_name_the_tool_when_the_wire_cannot_take_its_schema(
            String model, String schema, String field, String allowed, String value) {
        JsonObject request = saying(model, "[{'role':'user','content':'hi'}]");
        request.put(
                "tools",
                JsonArray.of(
                        object(
                                "{'type':'function','function':{'name':'look','parameters':%s}}"
                                        .formatted(schema))));
        assertRefused(Gateway.CHAT, request, field + " ", allowed, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude/fake-chat", "gemini/fake-chat"})
    void should_name_the_result_of_a_tool_when_it_answers_no_call(String model) {
        assertRefused(
                Gateway.CHAT,
                saying(
                        model,
                        "[{'role':'user','content':'hi'},"
                                + "{'role':'tool','tool_call_id':'call_9','content':'7'}]"),
                "messages[1].tool_call_id",
                "call_9");
    }

    @ParameterizedTest
    @CsvSource({"up/fake", "gemini/fake-chat", "box/sandbox-chat"})
    void should_name_the_result_of_a_message_when_it_answers_no_call(String model) {
        assertRefused(
                MESSAGES,
                saying(
                        model,
                        "[{'role':'user','content':[{'type':'tool_result',"
                                + "'tool_use_id':'toolu_9','content':'7'}]}]"),
                "messages[0].content[0].tool_use_id",
                "toolu_9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up/fake", "claude/fake-chat", "gemini/fake-chat", "box/sandbox-chat"})
    void should_name_the_output_of_an_item_when_it_answers_no_call(String model) {
        JsonObject request = new JsonObject().put("model", model);
        request.put(
                "input",
                JsonArray.of(
                        object("{'role':'user','content':'hi'}"),
                        object(
                                "{'type':'function_call_output','call_id':'call_9',"
                                        + "'output':'7'}")));
        assertRefused(RESPONSES, request, "call_9");
    }

    @ParameterizedTest
    @CsvSource({"sight, vision", "tools%2Csmell, tools"})
    void should_name_the_abilities_when_one_is_unknown(String can, String allowed) {
        ApiResponse refused = GATEWAY.client().get("/v1/models?can=" + can);
        assertEquals(400, refused.status(), refused::toString);
        assertEquals("can", refused.error().getString("param"));
        String message = refused.error().getString("message");
        assertTrue(message.contains(can.substring(can.lastIndexOf('C') + 1)), message);
        assertTrue(message.contains(allowed), message);
    }

    @ParameterizedTest
    @CsvSource({"clod/fake-chat, claude", "nobody/at-all, nobody/at-all"})
    void should_name_the_provider_when_there_is_none(String model, String said) {
        ApiResponse refused =
                GATEWAY.client()
                        .post(
                                Gateway.CHAT,
                                saying(model, "[{'role':'user','content':'hi'}]").encode());
        assertEquals(404, refused.status(), refused::toString);
        assertEquals("model_not_found", refused.error().getString("code"));
        assertTrue(refused.error().getString("message").contains(said), refused::toString);
    }
}
