// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.testing.EventLoop;
import ai.optimaforge.testing.Reading;
import ai.optimaforge.testing.TestCall;
import ai.optimaforge.testing.TestOperations;
import ai.optimaforge.testing.TestRequest;

import io.vertx.core.buffer.Buffer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

class MessagesEndpointsTest {
    private static final String SAID = "{\"id\" : \"msg_1\",\n\"n\":1.0e2,\"u\":\"\\ud83d\"}";
    private static final String LEAST = "\"model\":\"m\",\"max_tokens\":1,\"messages\":[{}]";

    private final Speaking models = new Speaking(SAID);
    private final TestOperations operations = TestOperations.of(new MessagesEndpoints(models));

    private static TestRequest request(String json) {
        return TestRequest.by(TestCall.caller("u", "chat")).json(json);
    }

    @Test
    void should_hand_on_every_byte_when_the_provider_speaks_the_dialect() {
        String body = "{ %s, \"top_k\" : 1.50,\"odd\":\"\\u00e9\" }".formatted(LEAST);
        Answer answer = operations.call("createMessage", request(body));
        Answer.Document document = assertInstanceOf(Answer.Document.class, answer);
        assertEquals(SAID, document.body().toString());
        assertEquals("req_test", document.headers().get("request-id"));
        assertEquals(body, models.heard.getFirst().toBuffer().toString());
    }

    @Test
    void should_hand_on_every_event_when_the_provider_speaks_the_dialect() {
        Answer answer =
                operations.call("createMessage", request("{%s,\"stream\":true}".formatted(LEAST)));
        Answer.Events events = assertInstanceOf(Answer.Events.class, answer);
        List<Buffer> frames = EventLoop.await(Reading.all(events.events()));
        assertEquals(
                List.of(
                        "event: message_start\ndata: " + SAID.replace('\n', ' ') + "\n\n",
                        "data: {}\n\n"),
                frames.stream().map(Buffer::toString).toList());
    }

    @Test
    void should_count_what_the_translation_says() {
        String body =
                "{\"model\":\"m\",\"system\":\"s\",\"messages\":[{\"role\":\"user\","
                        + "\"content\":\"hi\"}]}";
        assertEquals(
                2, operations.json("countMessageTokens", request(body)).getInteger("input_tokens"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-10-21", "2023-06-01", "2023-01-01"})
    void should_take_a_version_that_there_is(String version) {
        operations.call(
                "createMessage",
                request("{%s}".formatted(LEAST)).header("anthropic-version", version));
        assertEquals(1, models.heard.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"createMessage", "countMessageTokens"})
    void should_refuse_a_version_that_there_is_not(String operation) {
        ForgeException refused =
                assertThrows(
                        ForgeException.class,
                        () ->
                                operations.call(
                                        operation,
                                        request("{%s}".formatted(LEAST))
                                                .header("anthropic-version", "2025-01-01")));
        assertEquals(
                "anthropic-version must be 2026-10-21 or 2023-06-01 or 2023-01-01, not"
                        + " 2025-01-01.",
                refused.message());
    }

    @Test
    void should_hand_on_two_headers_of_the_client_and_no_other() {
        operations.call(
                "createMessage",
                request("{%s}".formatted(LEAST))
                        .header("anthropic-version", "2023-06-01")
                        .header("Anthropic-Beta", "a-1, b-2")
                        .header("x-api-key", "forge_sk_of_the_client")
                        .header("anthropic-other", "x"));
        assertEquals(
                Map.of("anthropic-version", "2023-06-01", "anthropic-beta", "a-1, b-2"),
                models.heard.getFirst().headers());
    }

    @ParameterizedTest
    @CsvSource({
        "'a-1\u0000', a-1\\u0000",
        "'a\r\nx-api-key: k', a\\u000d\\u000ax-api-key: k",
        "a\u007f, a\\u007f",
        "b\u00e9ta, b\\u00e9ta"
    })
    void should_refuse_a_beta_that_no_header_can_hold(String beta, String shown) {
        ForgeException refused =
                assertThrows(
                        ForgeException.class,
                        () ->
                                operations.call(
                                        "createMessage",
                                        request("{%s}".formatted(LEAST))
                                                .header("anthropic-beta", beta)));
        assertEquals(400, refused.errorCode().status());
        assertEquals("anthropic-beta", refused.param().orElse(""));
        assertEquals(
                "anthropic-beta must be of visible ASCII characters, not " + shown + ".",
                refused.message());
        assertEquals(List.of(), models.heard);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"max_tokens\":1,\"messages\":[{}] | model | is missing",
                "\"model\":7,\"max_tokens\":1,\"messages\":[{}] | model | number",
                "\"model\":\" \",\"max_tokens\":1,\"messages\":[{}] | model | must not be empty",
                "\"model\":\"m\",\"messages\":[{}] | max_tokens | is missing",
                "\"model\":\"m\",\"max_tokens\":\"9\",\"messages\":[{}] | max_tokens | string",
                "\"model\":\"m\",\"max_tokens\":-1,\"messages\":[{}] | max_tokens | not -1",
                "\"model\":\"m\",\"max_tokens\":1.5,\"messages\":[{}] | max_tokens | not 1.5",
                "\"model\":\"m\",\"max_tokens\":1 | messages | is missing",
                "\"model\":\"m\",\"max_tokens\":1,\"messages\":null | messages | not null",
                "\"model\":\"m\",\"max_tokens\":1,\"messages\":\"hi\" | messages | string",
                "\"model\":\"m\",\"max_tokens\":1,\"messages\":[] | messages | one message",
                "\"model\":\"m\",\"max_tokens\":1,\"messages\":[{}],\"stream\":1 | stream | number",
                "\"model\":\"m\",\"model\":\"n\",\"max_tokens\":1,\"messages\":[{}]"
                        + " | model | more than once",
                "\"model\":\"m\",\"max_tokens\":1,\"messages\":[{}],\"system\":\"a\","
                        + "\"system\":\"b\" | system | more than once",
            })
    void should_refuse_whoever_would_answer(String members, String param, String message) {
        ForgeException refused =
                assertThrows(
                        ForgeException.class,
                        () -> operations.call("createMessage", request("{" + members + "}")));
        assertEquals(400, refused.errorCode().status());
        assertEquals(param, refused.param().orElse(""));
        assertTrue(refused.message().contains(message), refused::message);
        assertEquals(List.of(), models.heard);
    }
}
