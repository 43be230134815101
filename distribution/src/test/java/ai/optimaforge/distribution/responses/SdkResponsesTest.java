// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.Wire;
import ai.optimaforge.distribution.support.Wires;
import ai.optimaforge.testing.upstream.ToolCall;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.SseException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.WebSearchTool;
import com.openai.models.responses.inputtokens.InputTokenCountParams;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// OpenAI's SDK as its documentation sets it up, with another base URL, and with every answer
/// checked against its schema; over every wire that the platform has, whole and streamed.
@TestInstance(Lifecycle.PER_CLASS)
class SdkResponsesTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.ofAllWires();

    private static final List<Wire> WIRES =
            List.of(
                    new Wires.OpenAi(GATEWAY),
                    new Wires.Anthropic(GATEWAY),
                    new Wires.Google(GATEWAY));

    @SuppressWarnings("NullAway.Init")
    private OpenAIClient client;

    /// What a tool takes.
    static final class GetWeather {
        public @Nullable String city;
    }

    /// The shape of an answer.
    static final class Book {
        public @Nullable String title;
        public int pages;
    }

    static Stream<Arguments> wires() {
        return WIRES.stream()
                .flatMap(wire -> Stream.of(Arguments.of(wire, false), Arguments.of(wire, true)));
    }

    static List<Wire> onlyWires() {
        return WIRES;
    }

    @BeforeAll
    void open() {
        client =
                OpenAIOkHttpClient.builder()
                        .baseUrl(GATEWAY.platform().address() + "/v1")
                        .apiKey(GATEWAY.platform().key())
                        .timeout(Duration.ofSeconds(20))
                        .maxRetries(0)
                        .responseValidation(true)
                        .build();
    }

    @AfterAll
    void close() {
        client.close();
    }

    private static ResponseCreateParams.Builder ask(Wire wire, String text) {
        return ResponseCreateParams.builder().model(wire.model()).input(text);
    }

    private Response answer(ResponseCreateParams request, boolean streamed) {
        if (!streamed) {
            return client.responses().create(request).validate();
        }
        ResponseAccumulator accumulator = ResponseAccumulator.createWithSnapshots();
        try (StreamResponse<ResponseStreamEvent> events =
                client.responses().createStreaming(request)) {
            events.stream().map(ResponseStreamEvent::validate).forEach(accumulator::accumulate);
        }
        Response last = accumulator.response().validate();
        assertEquals(last.output(), accumulator.reconstructedResponse().output());
        return last;
    }

    private static String text(Response response) {
        return response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(part -> part.outputText().stream())
                .map(text -> text.text())
                .collect(Collectors.joining());
    }

    private static List<ResponseFunctionToolCall> calls(Response response) {
        return response.output().stream()
                .map(ResponseOutputItem::functionCall)
                .flatMap(Optional::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_say_what_the_model_says(Wire wire, boolean streamed) {
        wire.say("Hello ", "wörld 😀");
        Response response = answer(ask(wire, "Hi").instructions("Be kind.").build(), streamed);
        assertEquals("Hello wörld 😀", text(response));
        assertTrue(response.id().startsWith("resp_"));
        assertEquals(ResponseStatus.COMPLETED, response.status().orElseThrow());
        assertTrue(response.usage().orElseThrow().totalTokens() > 0);
        assertTrue(GATEWAY.received().text().contains("Be kind."));
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_call_functions_and_take_their_outputs(Wire wire, boolean streamed) {
        wire.call(
                ToolCall.of("call_1", "GetWeather", "{\"city\":", "\"Zürich\"}"),
                ToolCall.of("call_2", "GetWeather", "{\"city\":\"Oslo\"}"));
        Response called = answer(ask(wire, "Weather?").addTool(GetWeather.class).build(), streamed);
        List<ResponseFunctionToolCall> calls = calls(called);
        assertEquals(
                List.of("Zürich", "Oslo"),
                calls.stream().map(call -> call.arguments(GetWeather.class).city).toList());
        assertNotEquals(calls.get(0).callId(), calls.get(1).callId());
        assertTrue(calls.get(0).callId().startsWith("call_"));
        assertTrue(calls.get(0).id().orElseThrow().startsWith("fc_"));
        GATEWAY.received();
        wire.say("Fine.");
        Response said =
                answer(
                        ResponseCreateParams.builder()
                                .model(wire.model())
                                .previousResponseId(called.id())
                                .addTool(GetWeather.class)
                                .inputOfResponse(
                                        List.of(
                                                output(calls.get(0), "18 °C"),
                                                output(calls.get(1), "5 °C")))
                                .build(),
                        streamed);
        assertEquals("Fine.", text(said));
        assertEquals(called.id(), said.previousResponseId().orElseThrow());
        String sent = GATEWAY.received().text();
        assertTrue(sent.contains("Weather?") && sent.contains("Oslo") && sent.contains("5 °C"));
    }

    private static ResponseInputItem output(ResponseFunctionToolCall call, String output) {
        return ResponseInputItem.ofFunctionCallOutput(
                ResponseInputItem.FunctionCallOutput.builder()
                        .callId(call.callId())
                        .output(output)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_go_on_with_the_output_that_the_client_sends_back(Wire wire, boolean streamed) {
        wire.think("They greet me.", "Hello.");
        Response first = answer(ask(wire, "Hi").store(false).build(), streamed);
        assertTrue(first.output().getFirst().isReasoning(), () -> first.output().toString());
        GATEWAY.received();
        wire.say("Again.");
        List<ResponseInputItem> items =
                Stream.of(
                                Stream.of(user("Hi")),
                                first.output().stream()
                                        .flatMap(item -> item.message().stream())
                                        .map(ResponseInputItem::ofResponseOutputMessage),
                                first.output().stream()
                                        .flatMap(item -> item.reasoning().stream())
                                        .map(ResponseInputItem::ofReasoning),
                                Stream.of(user("Once more")))
                        .flatMap(part -> part)
                        .toList();
        Response second =
                answer(
                        ResponseCreateParams.builder()
                                .model(wire.model())
                                .store(false)
                                .inputOfResponse(items)
                                .build(),
                        streamed);
        assertEquals("Again.", text(second));
        String sent = GATEWAY.received().text();
        assertTrue(sent.contains("Hello.") && sent.contains("Once more"), sent);
    }

    private static ResponseInputItem user(String text) {
        return ResponseInputItem.ofEasyInputMessage(
                EasyInputMessage.builder().role(EasyInputMessage.Role.USER).content(text).build());
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_say_that_the_answer_was_cut(Wire wire, boolean streamed) {
        wire.cut("Hel");
        Response response = answer(ask(wire, "Hi").maxOutputTokens(16).build(), streamed);
        assertEquals(ResponseStatus.INCOMPLETE, response.status().orElseThrow());
        assertEquals(
                Response.IncompleteDetails.Reason.MAX_OUTPUT_TOKENS,
                response.incompleteDetails().orElseThrow().reason().orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_echo_tools_that_nobody_runs_and_answer_without_them(Wire wire, boolean streamed) {
        wire.say("No web here.");
        Response response =
                answer(
                        ask(wire, "Search")
                                .addTool(
                                        WebSearchTool.builder()
                                                .type(WebSearchTool.Type.WEB_SEARCH)
                                                .build())
                                .build(),
                        streamed);
        assertEquals("No web here.", text(response));
        assertTrue(response.tools().getFirst().isWebSearch());
    }

    @Test
    void should_give_an_object_when_the_answer_is_structured() {
        Wire wire = WIRES.getFirst();
        wire.say("{\"title\":\"Ü\",", "\"pages\":3}");
        Book book =
                client
                        .responses()
                        .create(
                                ResponseCreateParams.builder()
                                        .model(wire.model())
                                        .input("A book")
                                        .text(Book.class)
                                        .build())
                        .output()
                        .stream()
                        .flatMap(item -> item.message().stream())
                        .flatMap(message -> message.content().stream())
                        .map(part -> part.asOutputText())
                        .findFirst()
                        .orElseThrow();
        assertEquals("Ü", book.title);
        assertEquals(3, book.pages);
        JsonObject format = GATEWAY.received().json().getJsonObject("response_format");
        assertEquals("json_schema", format.getString("type"));
        JsonArray required =
                format.getJsonObject("json_schema")
                        .getJsonObject("schema")
                        .getJsonArray("required");
        assertTrue(required.contains("title"));
    }

    @ParameterizedTest
    @MethodSource("onlyWires")
    void should_fail_with_the_status_of_the_upstream(Wire wire) {
        wire.fail(400);
        assertThrows(BadRequestException.class, () -> answer(ask(wire, "Hi").build(), false));
        wire.fail(400);
        assertThrows(BadRequestException.class, () -> answer(ask(wire, "Hi").build(), true));
    }

    @ParameterizedTest
    @MethodSource("onlyWires")
    void should_tell_why_when_the_model_dies_amid_the_answer(Wire wire) {
        wire.die();
        try (StreamResponse<ResponseStreamEvent> events =
                client.responses().createStreaming(ask(wire, "Hi").build())) {
            SseException died = assertThrows(SseException.class, () -> events.stream().toList());
            assertTrue(String.valueOf(died.getMessage()).contains("failed: "), died::toString);
        }
    }

    @Test
    void should_be_not_found_when_there_is_nothing_to_continue() {
        assertThrows(
                NotFoundException.class,
                () ->
                        answer(
                                ask(WIRES.getFirst(), "Hi").previousResponseId("resp_none").build(),
                                false));
    }

    @ParameterizedTest
    @MethodSource("onlyWires")
    void should_count_the_tokens_of_a_request(Wire wire) {
        long tokens =
                client.responses()
                        .inputTokens()
                        .count(
                                InputTokenCountParams.builder()
                                        .model(wire.model())
                                        .instructions("Be kind.")
                                        .input("Count to three, please.")
                                        .build())
                        .validate()
                        .inputTokens();
        assertTrue(tokens > 6, () -> tokens + " tokens");
    }
}
