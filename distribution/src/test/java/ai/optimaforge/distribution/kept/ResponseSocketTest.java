// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.kept;

import static ai.optimaforge.distribution.kept.Responses.ok;
import static ai.optimaforge.distribution.kept.Responses.path;
import static ai.optimaforge.distribution.kept.Responses.request;
import static ai.optimaforge.distribution.kept.Responses.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.IssuedKey;
import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.HttpReply;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/// One response after the other over one WebSocket.
class ResponseSocketTest {
    @RegisterExtension
    private static final Gateway GATEWAY =
            Gateway.with(builder -> builder.set("http.body-limit", "100 KiB"));

    private static Connection connect() {
        return new Connection(GATEWAY.platform(), GATEWAY.platform().key());
    }

    private static JsonObject unkept(String input) {
        return request(input).put("store", false);
    }

    private static JsonObject after(JsonObject response, JsonObject request) {
        return request.put("previous_response_id", response.getString("id"));
    }

    private static JsonObject said(Connection connection, String answer, JsonObject request)
            throws InterruptedException {
        GATEWAY.answer(ChatReply.of(answer));
        JsonObject response = connection.made(request);
        assertEquals(answer, text(response));
        return response;
    }

    private static int messagesTold() {
        return GATEWAY.received().json().getJsonArray("messages").size();
    }

    private static void assertError(int status, String code, JsonObject event) {
        assertEquals("error", event.getString("type"), event::encode);
        assertEquals(status, event.getInteger("status"), event::encode);
        assertEquals(code, event.getString("code"));
        assertEquals(code, event.getJsonObject("error").getString("code"));
    }

    @Test
    void should_answer_one_request_after_the_other() throws InterruptedException {
        try (Connection connection = connect()) {
            JsonObject first = said(connection, "one", request("1"));
            assertEquals(first, ok(GATEWAY.client().get(path(first.getString("id")))));
            said(connection, "two", after(first, request("2")));
            said(connection, "three", request("3"));
            assertEquals(1, messagesTold());
            assertEquals(3, messagesTold());
            assertEquals(1, messagesTold());
        }
    }

    @Test
    void should_continue_what_is_not_kept_over_the_same_connection_only()
            throws InterruptedException {
        JsonObject last;
        try (Connection connection = connect()) {
            JsonObject first = said(connection, "one", unkept("1"));
            last = said(connection, "two", after(first, unkept("2")));
            assertEquals(1, messagesTold());
            assertEquals(3, messagesTold());
            assertEquals(
                    404, GATEWAY.client().get(path(last.getString("id"))).status(), "kept nowhere");

            // the last one alone can be continued
            connection.create(after(first, unkept("3")));
            assertError(404, "previous_response_not_found", connection.next());
            said(connection, "three", after(last, unkept("3")));
            assertEquals(5, messagesTold());
        }
        try (Connection again = connect()) {
            again.create(after(last, unkept("4")));
            JsonObject error = again.next();
            assertError(404, "previous_response_not_found", error);
            assertEquals("previous_response_id", error.getString("param"));
            said(again, "from the beginning", unkept("1"));
            assertEquals(1, messagesTold());
        }
    }

    @Test
    void should_keep_all_that_was_said_when_what_continues_it_is_kept()
            throws InterruptedException {
        try (Connection connection = connect()) {
            JsonObject first = said(connection, "one", unkept("1"));
            JsonObject second = said(connection, "two", after(first, unkept("2")));
            JsonObject third = said(connection, "three", after(second, request("3")));
            try (Connection another = connect()) {
                said(another, "four", after(third, request("4")));
            }
            assertEquals(1, messagesTold());
            assertEquals(3, messagesTold());
            assertEquals(5, messagesTold());
            assertEquals(7, messagesTold());
        }
    }

    @Test
    void should_begin_a_new_chain_with_what_a_conversation_was_compacted_to()
            throws InterruptedException {
        try (Connection connection = connect()) {
            JsonObject first = said(connection, "Hello.", request("I am Ada."));
            GATEWAY.answer(ChatReply.of("The user is called A."));
            JsonObject compacted =
                    ok(
                            GATEWAY.client()
                                    .post(
                                            path("compact"),
                                            new JsonObject()
                                                    .put("model", "fake")
                                                    .put(
                                                            "previous_response_id",
                                                            first.getString("id"))
                                                    .encode()));
            GATEWAY.received();
            GATEWAY.received();
            JsonArray input = compacted.getJsonArray("output").copy();
            input.add(new JsonObject().put("role", "user").put("content", "Who am I?"));
            JsonObject anew = said(connection, "A.", unkept("").put("input", input));
            String told = GATEWAY.received().text();
            assertTrue(told.contains("The user is called A."), told);
            assertFalse(told.contains("Ada"), told);
            said(connection, "Still A.", after(anew, unkept("Sure?")));
            assertTrue(GATEWAY.received().text().contains("The user is called A."));
        }
    }

    @Test
    void should_forget_what_could_not_be_continued() throws InterruptedException {
        try (Connection connection = connect()) {
            JsonObject first = said(connection, "one", unkept("1"));
            GATEWAY.answer(HttpReply.error(400, "invalid_request_error", "bad", "No."));
            connection.create(after(first, unkept("2")));
            assertEquals("error", connection.next().getString("type"));

            connection.create(after(first, unkept("2")));
            assertError(404, "previous_response_not_found", connection.next());
            said(connection, "anew", unkept("1"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "hello | 400 | invalid_json | ",
                "[] | 400 | invalid_json | ",
                "{} | 400 | invalid_parameter | type",
                "{\"type\":\"response.cancel\"} | 400 | invalid_parameter | type",
                "{\"type\":\"response.create\",\"model\":\"fake\",\"input\":\"x\","
                        + "\"background\":true} | 400 | invalid_parameter | background",
                "{\"type\":\"response.create\",\"input\":\"x\"} | 400 | missing_parameter | model",
                "{\"type\":\"response.create\",\"model\":\"none\",\"input\":\"x\"}"
                        + " | 404 | model_not_found | model"
            })
    void should_say_what_is_wrong_with_a_message_and_go_on(
            String message, int status, String code, String param) throws InterruptedException {
        try (Connection connection = connect()) {
            connection.send(message);
            JsonObject error = connection.next();
            assertError(status, code, error);
            assertEquals(param, error.getString("param"));
            said(connection, "still here", request("Hello"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'type':'response.cancel','model':'fake'}",
                "{'type':'response.create','input':'x'}",
                "{'type':'response.create','model':'fake','input':'x','background':true}",
                "{'type':'response.create','model':'fake','input':'x','temperature':3}"
            })
    void should_be_told_by_the_contract_what_is_refused(String message)
            throws InterruptedException {
        String json = message.replace('\'', '"');
        assertFalse(new SocketContract().maySend(json));
        try (Connection connection = connect()) {
            connection.send(json);
            assertEquals(400, connection.next().getInteger("status"));
        }
    }

    @Test
    void should_refuse_a_second_request_when_the_first_is_under_way() throws InterruptedException {
        GATEWAY.answer(
                ChatReply.repeat("word ", 20)
                        .whenStreamed(reply -> reply.every(Duration.ofMillis(50))));
        try (Connection connection = connect()) {
            connection.create(request("1"));
            connection.next();
            connection.create(request("2"));
            JsonObject event = connection.next();
            while (!event.getString("type").equals("error")) {
                event = connection.next();
            }
            assertError(409, "response_in_progress", event);
            assertEquals(
                    "word ".repeat(20),
                    text(connection.rest().getLast().getJsonObject("response")));
        }
    }

    @Test
    void should_close_when_a_message_is_too_large() throws InterruptedException {
        try (Connection connection = connect()) {
            connection.create(request("x".repeat(200_000)));
            assertEquals("closed 1009", connection.text());
        }
    }

    @Test
    void should_stop_the_model_when_the_client_leaves() throws InterruptedException {
        GATEWAY.answer(
                ChatReply.repeat("word ", 1000)
                        .whenStreamed(reply -> reply.every(Duration.ofMillis(50))));
        try (Connection connection = connect()) {
            connection.create(request("1"));
            connection.next();
            GATEWAY.received();
        }
        GATEWAY.upstream().awaitAbort(Gateway.SOON);
    }

    @Test
    void should_count_each_message_as_a_call() throws InterruptedException {
        GATEWAY.upstream().always(ChatReply.of("one"));
        JsonObject tenADay =
                new JsonObject()
                        .put("name", "talker")
                        .put("user_id", "talker")
                        .put("limits", new JsonObject().put("requests_per_day", 10));
        try (IssuedKey key = IssuedKey.of(GATEWAY, tenADay);
                Connection connection =
                        new Connection(GATEWAY.platform(), key.document().getString("secret"))) {
            for (int i = 0; i < 10; i++) {
                connection.made(request("1"));
            }
            connection.create(request("1"));
            JsonObject error = connection.next();
            assertError(429, "rate_limit_exceeded", error);
            assertTrue(error.getJsonObject("error").getInteger("retry_after") > 0);
        }
        while (GATEWAY.upstream().hasUnseen()) {
            GATEWAY.received();
        }
    }

    @Test
    void should_refuse_the_connection_to_who_may_not_ask() {
        assertEquals(401, refusal("forge_sk_unknown"));
        try (IssuedKey key = IssuedKey.of(GATEWAY, "reader", "read")) {
            assertEquals(403, refusal(key.document().getString("secret")));
        }
    }

    @SuppressWarnings("resource") // there is none
    private static int refusal(String key) {
        CompletionException refused =
                assertThrows(
                        CompletionException.class, () -> new Connection(GATEWAY.platform(), key));
        return assertInstanceOf(WebSocketHandshakeException.class, refused.getCause())
                .getResponse()
                .statusCode();
    }

    @Test
    void should_ask_for_an_upgrade_when_a_plain_request_comes() {
        Responses.assertError(426, "upgrade_required", GATEWAY.client().get(Responses.PATH));
    }
}
