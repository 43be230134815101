// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

class ToolsTest extends SandboxTest {
    private static final String TOOLS =
            """
            [{"type":"function","function":{"name":"now"}},
             {"type":"function","function":{"name":"weather","parameters":
               {"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer","minimum":1}},
                "required":["city","days"]}}}]
            """;

    private static JsonObject withTools(String text) {
        return saying(text).put("tools", new JsonArray(TOOLS));
    }

    private JsonArray calls(JsonObject request) {
        JsonObject choice = choice(request);
        assertEquals("tool_calls", choice.getString("finish_reason"));
        assertNull(choice.getJsonObject("message").getString("content"));
        return choice.getJsonObject("message").getJsonArray("tool_calls");
    }

    private static String function(JsonArray calls, int index) {
        JsonObject function = calls.getJsonObject(index).getJsonObject("function");
        return function.getString("name") + " " + function.getString("arguments");
    }

    @Test
    void should_call_the_first_tool_when_a_call_is_required() {
        JsonArray calls = calls(withTools("hi").put("tool_choice", "required"));
        assertEquals("now {}", function(calls, 0));
    }

    @Test
    void should_call_a_tool_with_fitting_arguments_when_it_is_named() {
        JsonObject named =
                new JsonObject()
                        .put("type", "function")
                        .put("function", new JsonObject().put("name", "weather"));
        JsonArray calls = calls(withTools("hi").put("tool_choice", named));
        assertEquals("weather {\"city\":\"sandbox\",\"days\":1}", function(calls, 0));
    }

    @Test
    void should_call_in_parallel_when_the_message_asks_for_several() {
        JsonObject request = withTools("/call weather {\"city\":\"Ulm\"}\n/call now");
        JsonArray calls = calls(request);
        assertEquals("weather {\"city\":\"Ulm\"}", function(calls, 0));
        assertEquals("now {}", function(calls, 1));
        assertEquals(1, calls(request.put("parallel_tool_calls", false)).size());
    }

    @Test
    void should_call_nothing_when_the_choice_is_none() {
        JsonObject request = withTools("/call now").put("tool_choice", "none");
        assertEquals("stop", choice(request).getString("finish_reason"));
    }

    @Test
    void should_say_what_the_tool_said_when_it_has_answered() {
        JsonObject request = withTools("/call now");
        request.getJsonArray("messages")
                .add(new JsonObject().put("role", "assistant").putNull("content"))
                .add(new JsonObject().put("role", "tool").put("content", "noon"));
        assertEquals("This is the sandbox, not a model. The tool said: noon", content(request));
    }

    @Test
    void should_refuse_when_a_required_tool_is_not_there() {
        assertEquals(400, failure(saying("hi").put("tool_choice", "required")).status());
    }
}
