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
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.ToolCall;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/// Conversations whose older part is summed up when they have grown too long.
class CompactionTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.ofAllWires();

    private static final String RESPONSES = "/v1/responses";
    private static final int THRESHOLD = 200;
    private static final String LONG = "word ".repeat(300);

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

    private static JsonObject request(String model, Object input) {
        return new JsonObject()
                .put("model", model)
                .put("input", input)
                .put(
                        "context_management",
                        JsonArray.of(
                                new JsonObject()
                                        .put("type", "compaction")
                                        .put("compact_threshold", THRESHOLD)));
    }

    private static JsonObject message(String role, String text) {
        return new JsonObject().put("role", role).put("content", text);
    }

    private static JsonObject whole(JsonObject request) {
        ApiResponse answer = GATEWAY.client().post(RESPONSES, request.encode());
        assertEquals(200, answer.status(), answer::text);
        return contract.response(answer.text());
    }

    private static List<JsonObject> items(JsonObject response) {
        List<JsonObject> items = new ArrayList<>();
        response.getJsonArray("output").forEach(item -> items.add((JsonObject) item));
        return items;
    }

    private static List<String> types(JsonObject response) {
        return items(response).stream().map(item -> item.getString("type")).toList();
    }

    private static String notices(JsonObject response) {
        return response.getJsonObject("forge_metadata")
                .getJsonArray("notices", new JsonArray())
                .encode();
    }

    /// What reached the model: whether it was told each of these.
    private static void assertTold(String sent, List<String> told, List<String> untold) {
        told.forEach(text -> assertTrue(sent.contains(text), () -> text + " is not in " + sent));
        untold.forEach(text -> assertFalse(sent.contains(text), () -> text + " is in " + sent));
    }

    private static JsonObject compacted(Wire wire) {
        wire.say("Hello Ada.");
        JsonObject first = whole(request(wire.model(), "I am Ada. " + LONG));
        assertEquals(List.of("message"), types(first), "there is nothing before it");
        assertTrue(notices(first).contains("nothing comes before its newest turn"));
        GATEWAY.received();
        wire.say("The user is called A.");
        wire.say("Fine.");
        JsonObject second =
                whole(
                        request(wire.model(), "How are you?")
                                .put("previous_response_id", first.getString("id")));
        assertTold(GATEWAY.received().text(), List.of("I am Ada.", "Hello Ada."), List.of());
        return second;
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_sum_up_the_older_part_and_go_on_from_there(Wire wire) {
        JsonObject second = compacted(wire);
        assertEquals(List.of("compaction", "message"), types(second));
        JsonObject item = items(second).getFirst();
        assertFalse(item.encode().contains("Ada"), "it can't be read");
        assertTrue(notices(second).contains("compacted into " + item.getString("id")));
        assertTold(
                GATEWAY.received().text(),
                List.of("The user is called A.", "How are you?"),
                List.of("Ada"));

        wire.say("You are A.");
        JsonObject third =
                whole(
                        request(wire.model(), "Who am I?")
                                .put("previous_response_id", second.getString("id")));
        assertEquals(List.of("message"), types(third), "it is short again");
        assertTold(
                GATEWAY.received().text(),
                List.of("The user is called A.", "How are you?", "Fine.", "Who am I?"),
                List.of("Ada"));
    }

    @Test
    void should_tell_of_the_item_first_when_streamed() {
        Wire wire = wires().getFirst();
        wire.say("The user is called A.");
        wire.say("Fi", "ne.");
        JsonObject request =
                request(
                                wire.model(),
                                JsonArray.of(
                                        message("developer", "Be kind."),
                                        message("user", "I am Ada. " + LONG),
                                        message("assistant", "Hello."),
                                        message("user", "How are you?")))
                        .put("stream", true);
        List<JsonObject> events;
        try (EventStream stream = GATEWAY.client().stream(RESPONSES, request.encode())) {
            events = contract.events(stream);
        }
        assertEquals(
                List.of(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.content_part.added"),
                events.stream().limit(6).map(event -> event.getString("type")).toList());
        JsonObject item = events.get(2).getJsonObject("item");
        assertEquals("compaction", item.getString("type"));
        assertEquals(item, events.get(3).getJsonObject("item"));
        assertEquals(1, events.get(4).getInteger("output_index"));
        JsonObject response = events.getLast().getJsonObject("response");
        assertEquals(item, items(response).getFirst());
        String id = response.getString("id");
        assertEquals(response, GATEWAY.client().get(RESPONSES + "/" + id).json());
    }

    @Test
    void should_keep_word_by_word_what_the_model_is_told_beforehand() {
        wires().getFirst().say("The user is called A.");
        wires().getFirst().say("Fine.");
        JsonObject response =
                whole(
                        request(
                                "up/fake",
                                JsonArray.of(
                                        message("developer", "Be kind."),
                                        message("user", "I am Ada. " + LONG),
                                        message("assistant", "Hello."),
                                        message("user", "How are you?"))));
        GATEWAY.received();
        assertTold(GATEWAY.received().text(), List.of("Be kind.", "How are you?"), List.of("Ada"));

        // a client may leave out all that stands before the item
        JsonArray rest = response.getJsonArray("output").copy().add(message("user", "And now?"));
        wires().getFirst().say("Now this.");
        whole(request("up/fake", rest));
        assertTold(
                GATEWAY.received().text(),
                List.of("Be kind.", "called A.", "How are you?", "Fine.", "And now?"),
                List.of("Ada"));
    }

    @Test
    void should_go_on_in_a_conversation_from_its_last_item() {
        ApiResponse made = GATEWAY.client().post("/v1/conversations", "{}");
        String conversation = made.json().getString("id");
        Wire wire = wires().getFirst();
        for (String text : List.of("I am Ada. " + LONG, "I am Bob. " + LONG, "I am Eve.")) {
            wire.say("Summary of what was before.");
            if (!text.startsWith("I am Ada")) {
                wire.say("Fine.");
            }
            whole(request(wire.model(), text).put("conversation", conversation));
        }
        GATEWAY.received();
        GATEWAY.received();
        GATEWAY.received();
        // a summary is summed up again with what came after it
        assertTold(
                GATEWAY.received().text(),
                List.of("Summary of what was before.", "I am Bob."),
                List.of("I am Ada."));
        assertTold(
                GATEWAY.received().text(),
                List.of("Summary of what was before.", "I am Eve."),
                List.of("I am Ada.", "I am Bob."));
    }

    @Test
    void should_sum_up_the_older_steps_when_one_turn_is_too_long() {
        JsonArray input = JsonArray.of(message("user", "Count my files."));
        for (int i = 0; i < 3; i++) {
            String id = "call_" + i;
            input.add(
                    new JsonObject()
                            .put("type", "function_call")
                            .put("call_id", id)
                            .put("name", "list")
                            .put("arguments", "{\"page\":" + i + "}"));
            input.add(
                    new JsonObject()
                            .put("type", "function_call_output")
                            .put("call_id", id)
                            .put("output", "page" + i + " " + LONG));
        }
        wires().getFirst().say("Two pages with 600 files.");
        wires().getFirst().call(ToolCall.of("call_3", "list", "{}"));
        JsonObject response = whole(request("up/fake", input));
        assertEquals(List.of("compaction", "function_call"), types(response));
        assertTold(GATEWAY.received().text(), List.of("page0", "page1"), List.of("page2"));
        assertTold(
                GATEWAY.received().text(),
                List.of("Count my files.", "Two pages with 600 files.", "page2", "call_2"),
                List.of("page0", "page1", "call_1"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void should_answer_all_the_same_when_nothing_can_be_summed_up(boolean silent) {
        GATEWAY.answer(
                silent
                        ? ChatReply.of(" ")
                        : HttpReply.error(400, "invalid_request_error", "c", "Too long."));
        GATEWAY.answer(ChatReply.of("Fine."));
        JsonObject response =
                whole(
                        request(
                                "up/fake",
                                JsonArray.of(
                                        message("user", "I am Ada. " + LONG),
                                        message("assistant", "Hello."),
                                        message("user", "How are you?"))));
        assertEquals(List.of("message"), types(response));
        String why = silent ? "summed up nothing" : "Too long.";
        assertTrue(notices(response).contains("was not compacted: "), () -> notices(response));
        assertTrue(notices(response).contains(why), () -> notices(response));
        GATEWAY.received();
        assertTold(GATEWAY.received().text(), List.of("I am Ada.", "How are you?"), List.of());
    }

    @Test
    void should_account_both_calls_as_one() {
        GATEWAY.answer(ChatReply.of("Summary.").usage(400, 20));
        GATEWAY.answer(ChatReply.of("Fine.").usage(30, 4));
        JsonObject response =
                whole(
                        request(
                                "up/fake",
                                JsonArray.of(
                                        message("user", LONG), message("user", "How are you?"))));
        JsonObject usage = response.getJsonObject("usage");
        assertEquals(430, usage.getInteger("input_tokens"));
        assertEquals(24, usage.getInteger("output_tokens"));
        assertEquals(454, usage.getInteger("total_tokens"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{} | context_management",
                "[1] | context_management[0]",
                "[{}] | context_management[0].type",
                "[{'type':'poem'}] | context_management[0].type",
                "[{'type':'compaction','compact_threshold':0}]"
                        + " | context_management[0].compact_threshold",
                "[{'type':'compaction','compact_threshold':'many'}]"
                        + " | context_management[0].compact_threshold",
            })
    void should_name_the_field_when_it_is_asked_for_wrongly(String given, String param) {
        String request =
                "{'model':'up/fake','input':'Hi','context_management':%s}".formatted(given);
        ApiResponse refused = GATEWAY.client().post(RESPONSES, request.replace('\'', '"'));
        assertEquals(400, refused.status(), refused::text);
        assertEquals(param, refused.error().getString("param"), refused::text);
    }
}
