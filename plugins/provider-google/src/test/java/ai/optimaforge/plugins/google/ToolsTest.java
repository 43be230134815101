// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.testing.upstream.ToolCall;
import ai.optimaforge.testing.upstream.google.GeminiReply;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ToolsTest extends ProviderTest {
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"maximum\":12345678901234567890}},"
                + "\"additionalProperties\":false,\"$defs\":{}}";
    private static final String TOOLS =
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"does f\",\"parameters\":%s}},"
                            .formatted(SCHEMA)
                    + "{\"type\":\"function\",\"function\":{\"name\":\"g\"}}]";

    private static String call(String id, String name, String arguments, String more) {
        return "{\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"%s\",\"arguments\":\"%s\"}%s}"
                .formatted(id, name, arguments, more);
    }

    private static String calling(String... calls) {
        return "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[%s]}"
                .formatted(String.join(",", calls));
    }

    private static String result(String id, String content) {
        return "{\"role\":\"tool\",\"tool_call_id\":\"%s\",\"content\":%s}".formatted(id, content);
    }

    private static String signature(String signature) {
        return ",\"extra_content\":{\"google\":{\"thought_signature\":\"%s\"}}"
                .formatted(signature);
    }

    private static JsonArray parts(JsonArray contents, int index) {
        return contents.getJsonObject(index).getJsonArray("parts");
    }

    @Test
    void should_declare_functions_with_their_schemas_as_they_are() {
        loop.call(() -> provider.chat(chat(HELLO, TOOLS), call));
        var seen = upstream.nextRequest(SOON);
        assertTrue(seen.text().contains("\"parametersJsonSchema\":" + SCHEMA), seen.text());
        assertEquals(
                JsonArray.of(
                        JsonObject.of(
                                "functionDeclarations",
                                JsonArray.of(
                                        JsonObject.of(
                                                "name",
                                                "f",
                                                "description",
                                                "does f",
                                                "parametersJsonSchema",
                                                new JsonObject(SCHEMA)),
                                        JsonObject.of("name", "g")))),
                seen.json().getJsonArray("tools"));
        assertFalse(seen.json().containsKey("toolConfig"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "{\"type\":\"object\",\"properties\":{}}",
                "{\"type\":\"object\",\"properties\":{},\"required\":[],\"additionalProperties\":false}"
            })
    void should_declare_no_parameters_when_a_function_takes_none(String parameters) {
        JsonObject function = declared(parameters);
        assertEquals(JsonObject.of("name", "f"), function);
    }

    private JsonObject declared(String parameters) {
        String tools =
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":%s}}]"
                        .formatted(parameters);
        return sent(chat(HELLO, tools))
                .getJsonArray("tools")
                .getJsonObject(0)
                .getJsonArray("functionDeclarations")
                .getJsonObject(0);
    }

    @Test
    void should_declare_parameters_when_a_function_takes_any() {
        String any = "{\"type\":\"object\",\"additionalProperties\":true}";
        assertEquals(new JsonObject(any), declared(any).getJsonObject("parametersJsonSchema"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"none\"|{\"mode\":\"NONE\"}",
                "\"required\"|{\"mode\":\"ANY\"}",
                "{\"type\":\"function\",\"function\":{\"name\":\"g\"}}|{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"g\"]}",
                "{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}}|{\"mode\":\"VALIDATED\",\"allowedFunctionNames\":[\"f\"]}",
                "{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"required\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}}|{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\"]}",
            })
    void should_say_whether_the_model_must_call(String choice, String config) {
        assertEquals(
                new JsonObject(config),
                sent(chat(HELLO, TOOLS, "\"tool_choice\":" + choice))
                        .getJsonObject("toolConfig")
                        .getJsonObject("functionCallingConfig"));
    }

    @Test
    void should_say_nothing_when_the_choice_is_what_is_usual() {
        assertFalse(sent(chat(HELLO, TOOLS, "\"tool_choice\":\"auto\"")).containsKey("toolConfig"));
        assertFalse(sent(chat(HELLO, "\"tool_choice\":\"none\"")).containsKey("toolConfig"));
        assertFalse(sent(chat(HELLO, "\"tools\":[]")).containsKey("tools"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"tool_choice\":\"required\"|tool_choice",
                "\"tools\":7|tools",
                "\"tools\":[{\"type\":\"custom\",\"custom\":{}}]|tools[0].type",
                "\"tools\":[{\"type\":\"function\"}]|tools[0].function",
                "\"tools\":[{\"type\":\"function\",\"function\":{}}]|tools[0].function.name",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":\"x\"}}]|tools[0].function.parameters",
            })
    void should_name_the_field_when_tools_are_wrong(String members, String param) {
        assertEquals(param, refused(chat(HELLO, members)).param().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"sometimes\"",
                "7",
                "{\"type\":\"function\",\"function\":{\"name\":\"h\"}}"
            })
    void should_refuse_a_choice_that_there_is_not(String choice) {
        ForgeException failure = refused(chat(HELLO, TOOLS, "\"tool_choice\":" + choice));
        assertEquals("tool_choice", failure.param().orElseThrow());
    }

    @Test
    void should_refuse_functions_of_one_name() {
        String f = "{\"type\":\"function\",\"function\":{\"name\":\"f\"}}";
        ForgeException failure = refused(chat(HELLO, "\"tools\":[" + f + "," + f + "]"));
        assertEquals("tools[1].function.name", failure.param().orElseThrow());
    }

    @Test
    void should_send_calls_and_results_when_functions_have_returned() {
        String messages =
                String.join(
                        ",",
                        HELLO,
                        calling(call("c1", "f", "{\\\"a\\\": 1}", ""), call("c2", "g", "", "")),
                        result(
                                "c2",
                                "[{\"type\":\"text\",\"text\":\"x\"},{\"type\":\"text\",\"text\":\"\\\"y\"}]"),
                        result("c1", "\"{\\\"id\\\":12345678901234567890}\""),
                        HELLO);
        JsonArray contents = contents(chat(messages, TOOLS));
        assertEquals(
                JsonArray.of(
                        JsonObject.of(
                                "functionCall",
                                JsonObject.of(
                                        "id", "c1", "name", "f", "args", JsonObject.of("a", 1))),
                        JsonObject.of(
                                "functionCall",
                                JsonObject.of("id", "c2", "name", "g", "args", new JsonObject()))),
                parts(contents, 1));
        assertEquals(
                JsonArray.of(
                        response("c2", "g", "x\"y"),
                        response("c1", "f", "{\"id\":12345678901234567890}")),
                parts(contents, 2));
        assertEquals(JsonArray.of(JsonObject.of("text", "hi")), parts(contents, 3));
        assertEquals("user", contents.getJsonObject(2).getString("role"));
    }

    private static JsonObject response(String id, String name, String output) {
        return JsonObject.of(
                "functionResponse",
                JsonObject.of("id", id, "name", name, "response", JsonObject.of("output", output)));
    }

    @Test
    void should_bring_a_signature_back_when_a_call_carries_one() {
        String messages =
                String.join(
                        ",",
                        HELLO,
                        calling(
                                call("c1", "f", "{}", signature("c2ln")),
                                call("c2", "g", "{}", "")),
                        result("c1", "\"1\""),
                        result("c2", "\"2\""));
        JsonArray parts = parts(contents(chatWith("gemini-3-flash-preview", messages, TOOLS)), 1);
        assertEquals("c2ln", parts.getJsonObject(0).getString("thoughtSignature"));
        assertFalse(parts.getJsonObject(1).containsKey("thoughtSignature"));
    }

    @Test
    void should_excuse_a_call_when_it_was_made_without_signed_thoughts() {
        String messages =
                String.join(",", HELLO, calling(call("c1", "f", "{}", "")), result("c1", "\"1\""));
        JsonArray parts = parts(contents(chatWith("gemini-3.5-flash", messages, TOOLS)), 1);
        assertEquals(
                "skip_thought_signature_validator",
                parts.getJsonObject(0).getString("thoughtSignature"));
        JsonArray older = parts(contents(chat(messages, TOOLS)), 1);
        assertFalse(older.getJsonObject(0).containsKey("thoughtSignature"));
    }

    @Test
    void should_survive_a_round_trip_when_the_client_sends_back_what_it_got() {
        ChatRequest first = chatWith("gemini-3.5-flash", HELLO, TOOLS);
        JsonObject got =
                answer(
                                first,
                                GeminiReply.calling(
                                                ToolCall.of("", "f", "{\"a\":1}"),
                                                ToolCall.of("", "g", "{}"))
                                        .thinking("Hm.")
                                        .signed("c2lnbmVk"))
                        .getJsonArray("choices")
                        .getJsonObject(0)
                        .getJsonObject("message");
        upstream.nextRequest(SOON);
        JsonArray calls = got.getJsonArray("tool_calls");
        String messages =
                String.join(
                        ",",
                        HELLO,
                        got.encode(),
                        result(calls.getJsonObject(0).getString("id"), "\"1\""),
                        result(calls.getJsonObject(1).getString("id"), "\"2\""));
        JsonArray contents = contents(chatWith("gemini-3.5-flash", messages, TOOLS));
        JsonObject part = parts(contents, 1).getJsonObject(0);
        assertEquals("c2lnbmVk", part.getString("thoughtSignature"));
        assertEquals(JsonObject.of("a", 1), part.getJsonObject("functionCall").getValue("args"));
    }

    @Test
    void should_name_the_result_when_it_has_no_call() {
        ForgeException failure = refused(chat(HELLO + "," + result("c9", "\"1\"")));
        assertEquals("messages[1].tool_call_id", failure.param().orElseThrow());
        assertTrue(failure.message().contains("c9"));
        String twice =
                String.join(
                        ",",
                        HELLO,
                        calling(call("c1", "f", "{}", "")),
                        result("c1", "\"1\""),
                        result("c1", "\"1\""));
        assertEquals("messages[3].tool_call_id", refused(chat(twice)).param().orElseThrow());
    }

    @Test
    void should_name_the_call_when_it_has_no_result() {
        String calls = calling(call("c1", "f", "{}", ""), call("c2", "f", "{}", ""));
        String some = String.join(",", HELLO, calls, result("c1", "\"1\""), HELLO);
        assertEquals("messages[1].tool_calls[1]", refused(chat(some)).param().orElseThrow());
        assertEquals(
                "messages[1].tool_calls[0]",
                refused(chat(HELLO + "," + calls)).param().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"[1]\"}}|function.arguments",
                "{\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}|function.arguments",
                "{\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":{}}}|function.arguments",
                "{\"id\":\"c\",\"function\":{\"arguments\":\"{}\"}}|function.name",
                "{\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}|id",
                "{\"id\":\"c\",\"type\":\"custom\",\"custom\":{}}|type",
                "{\"id\":\"c\"}|function",
            })
    void should_name_the_field_when_a_call_is_wrong(String call, String field) {
        assertEquals(
                "messages[1].tool_calls[0]." + field,
                refused(chat(HELLO + "," + calling(call))).param().orElseThrow());
    }

    @Test
    void should_tell_when_it_cannot_be_strict() {
        sent(
                chat(
                        HELLO,
                        "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"strict\":true}}]",
                        "\"parallel_tool_calls\":false"));
        assertEquals(
                List.of(
                        "parallel_tool_calls was left out: Gemini may call several functions at"
                                + " once all the same.",
                        "tools.function.strict was left out: Gemini keeps to a schema as well as it"
                                + " can."),
                call.notices());
    }
}
