// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.Wire;
import ai.optimaforge.distribution.support.Wires;
import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.ToolCall;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Anthropic's SDK as its documentation sets it up, with another base URL, and with every answer
/// checked against its schema; over every wire that the platform has, whole and streamed.
@TestInstance(Lifecycle.PER_CLASS)
class SdkMessagesTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.ofAllWires();

    private static final List<Wire> WIRES =
            List.of(
                    new Wires.OpenAi(GATEWAY),
                    new Wires.Anthropic(GATEWAY),
                    new Wires.Google(GATEWAY));

    @SuppressWarnings("NullAway.Init")
    private AnthropicClient client;

    static Stream<Arguments> wires() {
        return WIRES.stream()
                .flatMap(wire -> Stream.of(Arguments.of(wire, false), Arguments.of(wire, true)));
    }

    static List<Wire> onlyWires() {
        return WIRES;
    }

    @BeforeAll
    void open() {
        client = builder().apiKey(GATEWAY.platform().key()).build();
    }

    @AfterAll
    void close() {
        client.close();
    }

    private static AnthropicOkHttpClient.Builder builder() {
        return AnthropicOkHttpClient.builder()
                .baseUrl(GATEWAY.platform().address().toString())
                .timeout(Duration.ofSeconds(20))
                .responseValidation(true)
                .maxRetries(0);
    }

    private static MessageCreateParams.Builder ask(String model) {
        return MessageCreateParams.builder()
                .model(model)
                .maxTokens(2000)
                .addUserMessage("Say something");
    }

    private Message answer(MessageCreateParams params, boolean streamed) {
        if (!streamed) {
            return client.messages().create(params);
        }
        MessageAccumulator all = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> events =
                client.messages().createStreaming(params)) {
            events.stream().forEach(all::accumulate);
        }
        return all.message();
    }

    private static String text(Message message) {
        StringBuilder text = new StringBuilder();
        message.content().forEach(b -> b.text().ifPresent(block -> text.append(block.text())));
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_say_what_the_model_says(Wire wire, boolean streamed) {
        wire.say("Hel", "lo\n", "é😀");
        Message message = answer(ask(wire.model()).build(), streamed);
        assertEquals("Hello\né😀", text(message));
        assertTrue(message.id().startsWith("msg_"), message::id);
        assertEquals(StopReason.END_TURN, message.stopReason().orElseThrow());
        assertEquals(9, message.usage().inputTokens());
        assertEquals(12, message.usage().outputTokens());
        assertEquals(0, message.usage().cacheReadInputTokens().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"auto, false", "auto, true", "box/sandbox-chat, false", "box/sandbox-chat, true"})
    void should_answer_by_whatever_name_the_model_is_called(String model, boolean streamed) {
        Message message = answer(ask(model).build(), streamed);
        assertFalse(text(message).isBlank());
        assertTrue(message.usage().inputTokens() > 0);
        assertTrue(message.usage().outputTokens() > 0);
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_call_tools_and_take_their_results(Wire wire, boolean streamed) {
        wire.call(
                ToolCall.of("call_1", "weather", "{\"city\":", "\"Zürich\"}"),
                ToolCall.of("call_2", "weather", "{\"city\":\"Oslo\"}"));
        MessageCreateParams.Builder params = ask(wire.model()).addTool(weather());
        Message message = answer(params.build(), streamed);
        assertEquals(StopReason.TOOL_USE, message.stopReason().orElseThrow());
        assertEquals(
                List.of("Zürich", "Oslo"),
                message.content().stream().map(SdkMessagesTest::city).toList());
        GATEWAY.received();

        wire.say("Rain.");
        params.addMessage(message)
                .addUserMessageOfContentBlockParams(
                        message.content().stream()
                                .map(block -> result(block.asToolUse().id()))
                                .toList());
        assertEquals("Rain.", text(answer(params.build(), streamed)));
        assertResultsReached(GATEWAY.received(), message);
    }

    private static void assertResultsReached(RecordedRequest request, Message message) {
        String body = request.text();
        for (ContentBlock block : message.content()) {
            assertTrue(body.contains(block.asToolUse().id()), body);
        }
        assertTrue(body.contains("Zürich") && body.contains("Oslo"), body);
        assertEquals(2, body.split("It rains there.", -1).length - 1, body);
    }

    private static Tool weather() {
        return Tool.builder()
                .name("weather")
                .description("The weather in a city")
                .inputSchema(
                        Tool.InputSchema.builder()
                                .properties(
                                        Tool.InputSchema.Properties.builder()
                                                .putAdditionalProperty(
                                                        "city",
                                                        JsonValue.from(Map.of("type", "string")))
                                                .build())
                                .addRequired("city")
                                .build())
                .build();
    }

    private static String city(ContentBlock block) {
        return member(block.asToolUse()._input(), "city");
    }

    private static ContentBlockParam result(String id) {
        return ContentBlockParam.ofToolResult(
                ToolResultBlockParam.builder().toolUseId(id).content("It rains there.").build());
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_think_before_it_speaks(Wire wire, boolean streamed) {
        wire.think("They want something.", "Something.");
        Message message = answer(ask(wire.model()).enabledThinking(1024).build(), streamed);
        assertEquals("They want something.", message.content().get(0).asThinking().thinking());
        assertEquals("Something.", message.content().get(1).asText().text());
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_say_that_the_answer_was_cut(Wire wire, boolean streamed) {
        wire.cut("Somet");
        Message message = answer(ask(wire.model()).build(), streamed);
        assertEquals(StopReason.MAX_TOKENS, message.stopReason().orElseThrow());
        assertEquals("Somet", text(message));
    }

    record Failure(int upstream, int status, String type) {}

    static Stream<Arguments> failures() {
        return Stream.of(
                        new Failure(400, 400, "invalid_request_error"),
                        new Failure(401, 502, "api_error"),
                        new Failure(404, 404, "not_found_error"),
                        new Failure(413, 413, "request_too_large"),
                        new Failure(422, 422, "invalid_request_error"),
                        new Failure(429, 429, "rate_limit_error"),
                        new Failure(500, 502, "api_error"),
                        new Failure(529, 529, "overloaded_error"))
                .flatMap(failure -> WIRES.stream().map(wire -> Arguments.of(wire, failure)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void should_throw_the_sdks_exception_when_the_upstream_fails(Wire wire, Failure expected) {
        for (boolean streamed : new boolean[] {false, true}) {
            wire.fail(expected.upstream());
            AnthropicServiceException thrown =
                    assertThrows(
                            AnthropicServiceException.class,
                            () -> answer(ask(wire.model()).build(), streamed));
            assertEquals(expected.status(), thrown.statusCode());
            assertEquals(expected.type(), thrown.type().orElseThrow().asString());
            assertTrue(thrown.apiMessage().isPresent());
        }
    }

    @ParameterizedTest
    @MethodSource("onlyWires")
    void should_throw_when_a_stream_dies(Wire wire) {
        wire.die();
        AnthropicException thrown =
                assertThrows(
                        AnthropicException.class, () -> answer(ask(wire.model()).build(), true));
        assertTrue(String.valueOf(thrown.getMessage()).contains("api_error"), thrown::toString);
    }

    @Test
    void should_throw_when_the_request_is_malformed() {
        AnthropicServiceException thrown =
                assertThrows(
                        AnthropicServiceException.class,
                        () ->
                                client.messages()
                                        .create(
                                                ask("up/fake")
                                                        .addUserMessageOfContentBlockParams(
                                                                List.of(result("toolu_9")))
                                                        .build()));
        assertEquals(400, thrown.statusCode());
        assertTrue(
                thrown.apiMessage().orElseThrow().startsWith("messages[1].content[0].tool_use_id"),
                thrown::toString);
    }

    @Test
    void should_throw_not_found_when_there_is_no_such_model() {
        NotFoundException thrown =
                assertThrows(
                        NotFoundException.class,
                        () -> client.messages().create(ask("none").build()));
        assertEquals("not_found_error", thrown.type().orElseThrow().asString());
    }

    @Test
    void should_throw_unauthorized_when_the_key_is_wrong() {
        AnthropicClient wrong = builder().apiKey("wrong").build();
        try {
            assertThrows(
                    UnauthorizedException.class,
                    () -> wrong.messages().create(ask("fake").build()));
        } finally {
            wrong.close();
        }
    }

    @Test
    void should_let_a_bearer_in() {
        AnthropicClient bearer = builder().authToken(GATEWAY.platform().key()).build();
        try {
            assertFalse(text(bearer.messages().create(ask("fake").build())).isEmpty());
        } finally {
            bearer.close();
        }
    }

    @ParameterizedTest
    @MethodSource("onlyWires")
    void should_count_the_tokens_of_a_prompt(Wire wire) {
        MessageCountTokensParams.Builder params =
                MessageCountTokensParams.builder()
                        .model(wire.model())
                        .addUserMessage("Say something");
        long few = client.messages().countTokens(params.build()).inputTokens();
        assertTrue(few > 0);
        long more =
                client.messages()
                        .countTokens(params.system("Be brief. ".repeat(50)).build())
                        .inputTokens();
        assertTrue(more > few + 50, () -> few + " and " + more);
    }

    @Test
    void should_tell_of_the_call_in_members_that_the_sdk_does_not_know() {
        Message message = client.messages().create(ask("up/fake").build());
        assertEquals(
                "up", member(message._additionalProperties().get("forge_metadata"), "provider"));
    }

    private static String member(@Nullable JsonValue object, String name) {
        var members = assertInstanceOf(com.anthropic.core.JsonObject.class, object).values();
        return Objects.requireNonNull(members.get(name)).asStringOrThrow();
    }

    @Test
    void should_say_to_the_upstream_what_the_client_says() {
        client.messages()
                .create(
                        ask("up/fake")
                                .system("Be brief.")
                                .putAdditionalBodyProperty("temperature", JsonValue.from(0.5))
                                .stopSequences(List.of("END"))
                                .putAdditionalBodyProperty("top_k", JsonValue.from(4))
                                .build());
        JsonObject sent = GATEWAY.received().json();
        assertEquals(
                new JsonObject()
                        .put("model", "fake")
                        .put(
                                "messages",
                                JsonArray.of(
                                        new JsonObject()
                                                .put("role", "system")
                                                .put("content", "Be brief."),
                                        new JsonObject()
                                                .put("role", "user")
                                                .put("content", "Say something")))
                        .put("max_tokens", 2000)
                        .put("stop", JsonArray.of("END"))
                        .put("temperature", 0.5),
                sent);
    }
}
