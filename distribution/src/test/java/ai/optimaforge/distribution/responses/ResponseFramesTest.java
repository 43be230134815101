// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.Wire;
import ai.optimaforge.distribution.support.Wires;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.ToolCall;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

/// What goes over the wire, each event and each body held against the contract.
class ResponseFramesTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.ofAllWires();

    private static final String RESPONSES = "/v1/responses";

    @SuppressWarnings("NullAway.Init")
    private static ResponseContract contract;

    static List<Wire> wires() {
        return List.of(
                new Wires.OpenAi(GATEWAY), new Wires.Anthropic(GATEWAY), new Wires.Google(GATEWAY));
    }

    @BeforeAll
    static void read() {
        contract = new ResponseContract(GATEWAY);
    }

    private static String request(Wire wire, boolean streamed, String more) {
        String request =
                "{'model':'%s','input':'Hi','stream':%s%s}".formatted(wire.model(), streamed, more);
        return request.replace('\'', '"');
    }

    private static List<JsonObject> streamed(Wire wire, String more) {
        try (EventStream stream = GATEWAY.client().stream(RESPONSES, request(wire, true, more))) {
            return contract.events(stream);
        }
    }

    private static JsonObject whole(Wire wire, String more) {
        ApiResponse answer = GATEWAY.client().post(RESPONSES, request(wire, false, more));
        assertEquals(200, answer.status(), answer::text);
        return contract.response(answer.text());
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_keep_to_the_contract_when_the_model_thinks_and_speaks(Wire wire) {
        wire.think("hm", "Hello");
        JsonObject whole = whole(wire, "");
        wire.think("hm", "Hello");
        List<JsonObject> events = streamed(wire, "");
        JsonObject last = events.getLast().getJsonObject("response");
        assertEquals("completed", last.getString("status"));
        assertEquals(whole.getJsonArray("output").size(), last.getJsonArray("output").size());
        assertTrue(
                events.stream()
                        .anyMatch(
                                event ->
                                        event.getString("type")
                                                .equals("response.reasoning_summary_text.delta")));
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_keep_to_the_contract_when_the_model_calls_functions(Wire wire) {
        String tools = ",'tools':[{'type':'function','name':'f'}],'metadata':{'a':'b'}";
        wire.call(ToolCall.of("call_1", "f", "{\"a\":", "1}"), ToolCall.of("call_2", "f", "{}"));
        JsonObject whole = whole(wire, tools);
        assertEquals(2, whole.getJsonArray("output").size());
        wire.call(ToolCall.of("call_1", "f", "{\"a\":", "1}"), ToolCall.of("call_2", "f", "{}"));
        List<JsonObject> events = streamed(wire, tools);
        JsonObject last = events.getLast().getJsonObject("response");
        assertEquals(2, last.getJsonArray("output").size());
        assertEquals("b", last.getJsonObject("metadata").getString("a"));
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_keep_to_the_contract_when_the_model_dies(Wire wire) {
        wire.die();
        List<JsonObject> events = streamed(wire, "");
        assertEquals("error", events.get(events.size() - 2).getString("type"));
        assertEquals("response.failed", events.getLast().getString("type"));
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_say_which_tools_nobody_runs(Wire wire) {
        String tools = ",'tools':[{'type':'web_search'},{'type':'custom','name':'c'}]";
        wire.say("No web here.");
        JsonObject response = whole(wire, tools);
        assertEquals(2, response.getJsonArray("tools").size());
        String notices = response.getJsonObject("forge_metadata").getJsonArray("notices").encode();
        assertTrue(notices.contains("tools[0] (web_search) was left out"), notices);
        assertTrue(notices.contains("tools[1] (custom) was left out"), notices);
    }

    @Test
    void should_send_what_is_continued_exactly_once() {
        Wire wire = wires().getFirst();
        wire.say("one");
        String first = whole(wire, "").getString("id");
        GATEWAY.received();
        wire.say("two");
        String second =
                whole(wire, ",'previous_response_id':'%s'".formatted(first)).getString("id");
        GATEWAY.received();
        wire.say("three");
        whole(wire, ",'previous_response_id':'%s','instructions':'x'".formatted(second));
        List<String> sent =
                GATEWAY.received().json().getJsonArray("messages").stream()
                        .map(m -> ((JsonObject) m).getString("content"))
                        .toList();
        assertEquals(List.of("x", "Hi", "one", "Hi", "two", "Hi"), sent);
    }

    private static ApiResponse post(String path, String json) {
        return GATEWAY.client().post(RESPONSES + path, json.replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_go_on_from_a_compacted_conversation(Wire wire) {
        wire.say("They call themselves Ada.");
        ApiResponse compacted =
                post("/compact", "{'model':'%s','input':'I am Ada.'}".formatted(wire.model()));
        assertEquals(200, compacted.status(), compacted::text);
        contract.compaction(compacted.text());
        assertTrue(GATEWAY.received().text().contains("user: I am Ada."));
        String item = compacted.json().getJsonArray("output").getJsonObject(0).encode();
        assertFalse(item.contains("Ada"), item);
        wire.say("Ada.");
        ApiResponse next =
                post(
                        "",
                        "{'model':'%s','input':[%s,{'role':'user','content':'Who am I?'}]}"
                                .formatted(wire.model(), item));
        assertEquals(200, next.status(), next::text);
        String sent = GATEWAY.received().text();
        assertTrue(sent.contains("They call themselves Ada."), sent);
        wire.say("Still Ada.");
        ApiResponse last =
                post(
                        "",
                        "{'model':'%s','input':'Sure?','previous_response_id':'%s'}"
                                .formatted(wire.model(), next.json().getString("id")));
        assertEquals(200, last.status(), last::text);
        assertTrue(GATEWAY.received().text().contains("They call themselves Ada."));
    }

    @Test
    void should_refuse_a_compaction_that_was_not_made_here() {
        ApiResponse refused =
                post(
                        "",
                        "{'model':'fake','input':[{'type':'compaction','encrypted_content':'AAAA'},"
                                + "{'role':'user','content':'Who am I?'}]}");
        assertEquals(400, refused.status(), refused::text);
        assertEquals("input[0].encrypted_content", refused.error().getString("param"));
        assertEquals(400, post("/compact", "{'input':'I am Ada.'}").status());
    }

    @Test
    void should_abort_the_upstream_when_the_client_leaves() {
        GATEWAY.answer(ChatReply.of("a", "b").whenStreamed(stream -> stream.stallAfter(2)));
        RecordedRequest received;
        try (EventStream stream =
                GATEWAY.client().stream(RESPONSES, request(wires().getFirst(), true, ""))) {
            stream.skip();
            received = GATEWAY.received();
        }
        received.awaitAbort(Gateway.SOON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'model':'fake'} | 400 | missing_parameter | input",
                "{'model':'none','input':'Hi'} | 404 | model_not_found | model",
                "{'model':'fake','input':[{'type':'poem'}]} | 400 | invalid_parameter"
                        + " | input[0].type",
                "{'model':'fake','input':'Hi','previous_response_id':'a','conversation':'b'} | 400"
                        + " | invalid_parameter | previous_response_id",
                "{'model':'fake','input':[{'type':'function_call_output','call_id':'c',"
                        + "'output':'1'}]} | 400 | invalid_parameter | input[0].call_id",
                "{'model':'fake','input':'Hi','forge':{'x':1}} | 422 | unknown_field | forge.x",
                "{'model':'fake','input':'Hi','text':{'format':{'type':'json_schema','name':'n',"
                        + "'schema':{'type':'thing'}}}} | 400 | invalid_parameter"
                        + " | text.format.schema.type",
            })
    void should_name_the_field_when_a_request_is_wrong(
            String json, int status, String code, String param) {
        for (String path : List.of(RESPONSES, RESPONSES + "/input_tokens")) {
            ApiResponse refused = GATEWAY.client().post(path, json.replace('\'', '"'));
            assertEquals(status, refused.status(), refused::text);
            assertEquals(code, refused.error().getString("code"), refused::text);
            assertEquals(param, refused.error().getString("param"), refused::text);
        }
    }
}
