// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.Wire;
import ai.optimaforge.distribution.support.Wires;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.client.EventStream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Cases that the compliance suite of Open Responses describes, over every wire, and requests
/// that can't be answered. Those over a WebSocket are cases of `ResponseSocketTest`.
class OpenResponsesTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.ofAllWires();

    private static final String RESPONSES = "/v1/responses";
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private static final String PDF = "JVBERi0xLjQKJSVFT0YK";

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

    private static ApiResponse post(String json) {
        return GATEWAY.client().post(RESPONSES, json.replace('\'', '"'));
    }

    private static JsonObject whole(Wire wire, String input, String... more) {
        ApiResponse answer =
                post(
                        "{'model':'%s','input':%s%s}"
                                .formatted(wire.model(), input, String.join("", more)));
        assertEquals(200, answer.status(), answer::text);
        JsonObject response = contract.response(answer.text());
        assertEquals("completed", response.getString("status"));
        return response;
    }

    private static void assertTold(String... parts) {
        String sent = GATEWAY.received().text();
        for (String part : parts) {
            assertTrue(sent.contains(part), () -> part + " is not in " + sent);
        }
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_answer_a_message(Wire wire) {
        wire.say("Hello", " there.");
        JsonObject response = whole(wire, "[{'type':'message','role':'user','content':'Hi'}]");
        assertEquals(
                "Hello there.",
                response.getJsonArray("output")
                        .getJsonObject(0)
                        .getJsonArray("content")
                        .getJsonObject(0)
                        .getString("text"));
        assertTold("Hi");
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_stream_deltas_that_add_up(Wire wire) {
        wire.say("Hel", "lo", " there.");
        String request =
                "{'model':'%s','input':'Hi','stream':true}"
                        .formatted(wire.model())
                        .replace('\'', '"');
        try (EventStream stream = GATEWAY.client().stream(RESPONSES, request)) {
            String deltas =
                    contract.events(stream).stream()
                            .filter(
                                    event ->
                                            event.getString("type")
                                                    .equals("response.output_text.delta"))
                            .map(event -> event.getString("delta"))
                            .collect(Collectors.joining());
            assertEquals("Hello there.", deltas);
        }
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_tell_the_model_what_the_system_says(Wire wire) {
        wire.say("Arr.");
        whole(
                wire,
                "[{'role':'system','content':'Be a pirate.'},{'role':'user','content':'Hi'}]",
                ",'instructions':'Be short.'");
        assertTold("Be a pirate.", "Be short.", "Hi");
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_keep_the_phase_of_what_an_assistant_said(Wire wire) {
        wire.say("Done.");
        JsonObject response =
                whole(
                        wire,
                        "[{'role':'user','content':'Go'},"
                                + "{'type':'message','role':'assistant','phase':'commentary',"
                                + "'content':'On it.'},{'role':'user','content':'And?'}]");
        assertTold("Go", "On it.", "And?");
        JsonArray items =
                GATEWAY.client()
                        .get(
                                "%s/%s/input_items?order=asc"
                                        .formatted(RESPONSES, response.getString("id")))
                        .json()
                        .getJsonArray("data");
        assertEquals("commentary", items.getJsonObject(1).getString("phase"));
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_show_the_model_an_image(Wire wire) {
        wire.say("A dot.");
        whole(
                wire,
                "[{'role':'user','content':[{'type':'input_text','text':'What is this?'},"
                        + "{'type':'input_image','image_url':'data:image/png;base64,%s'}]}]"
                                .formatted(PIXEL));
        assertTold("What is this?", PIXEL);
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_show_the_model_a_file(Wire wire) {
        wire.say("Nothing.");
        whole(
                wire,
                "[{'role':'user','content':[{'type':'input_text','text':'What is in it?'},"
                        + "{'type':'input_file','filename':'a.pdf',"
                        + "'file_data':'data:application/pdf;base64,%s'}]}]".formatted(PDF));
        assertTold("What is in it?", PDF);
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_tell_the_model_all_turns(Wire wire) {
        wire.say("Ada.");
        whole(
                wire,
                "[{'role':'user','content':'I am Ada.'},{'role':'assistant','content':'Hello.'},"
                        + "{'role':'user','content':'Who am I?'}]");
        assertTold("I am Ada.", "Hello.", "Who am I?");
    }

    @Test
    void should_go_on_with_another_model_when_that_of_a_chain_is_gone() {
        Wire wire = wires().getFirst();
        wire.say("Hello.");
        String first = whole(wire, "'I am Ada.'").getString("id");
        GATEWAY.received();
        String more = ",'previous_response_id':'%s'".formatted(first);
        ApiResponse gone = post("{'model':'gone','input':'Who am I?'%s}".formatted(more));
        assertEquals(404, gone.status(), gone::text);
        assertEquals("model_not_found", gone.error().getString("code"));
        assertEquals("model", gone.error().getString("param"));

        Wire other = wires().get(1);
        other.say("Ada.");
        whole(other, "'Who am I?'", more);
        assertTold("I am Ada.", "Hello.", "Who am I?");
    }

    @Test
    void should_refuse_seventeen_pairs_of_metadata() {
        String pairs =
                IntStream.range(0, 17)
                        .mapToObj("'k%d':'v'"::formatted)
                        .collect(Collectors.joining(","));
        ApiResponse refused =
                post("{'model':'up/fake','input':'Hi','metadata':{%s}}".formatted(pairs));
        assertEquals(400, refused.status(), refused::text);
        assertEquals("metadata", refused.error().getString("param"));
        assertTrue(refused.error().getString("message").contains("16"), refused::text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[{'type':'item_reference','id':'msg_none'}] | input[0].id | msg_none",
                "[{'type':'function_call_output','call_id':'c','output':'1'},"
                        + "{'type':'function_call','call_id':'c','name':'f','arguments':'{}'}]"
                        + " | input[0].call_id | no function_call before it",
                "[{'type':'function_call','call_id':'c','name':'f','arguments':'{}'},"
                        + "{'role':'user','content':'Well?'}] | input | no function_call_output",
                "[{'type':'function_call','call_id':'c','name':'f','arguments':'{}'},"
                        + "{'type':'function_call','call_id':'c','name':'f','arguments':'{}'}]"
                        + " | input[1].call_id | twice",
            })
    void should_say_what_does_not_fit_together(String input, String param, String why) {
        ApiResponse refused = post("{'model':'up/fake','input':%s}".formatted(input));
        assertEquals(400, refused.status(), refused::text);
        assertEquals(param, refused.error().getString("param"), refused::text);
        assertTrue(refused.error().getString("message").contains(why), refused::text);
    }
}
