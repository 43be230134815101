// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Chunks;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.upstream.Fault;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.RawReply;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.SseReply;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Map;
import java.util.stream.Stream;

/// An upstream's error before its first byte is a real status, of ours, with its message inside.
class UpstreamErrorsTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    private static final String WHOLE = "{\"model\":\"fake\",\"messages\":[{}]}";

    @ParameterizedTest
    @CsvSource({
        "400, 400, invalid_request_error, provider_refused_request",
        "404, 404, not_found, resource_not_found",
        "409, 409, conflict, resource_conflict",
        "413, 413, invalid_request_error, body_too_large",
        "415, 415, invalid_request_error, unsupported_media_type",
        "422, 422, validation_error, invalid_value",
        "408, 504, timeout_error, provider_timeout",
        "429, 429, rate_limit_error, rate_limit_exceeded",
        "500, 502, provider_error, provider_error",
        "501, 502, provider_error, provider_error",
        "502, 502, provider_error, provider_error",
        "503, 502, provider_error, provider_error",
        "504, 504, timeout_error, provider_timeout",
        "529, 503, service_unavailable, provider_unavailable",
        "302, 502, provider_error, provider_error",
        "418, 502, provider_error, provider_error",
    })
    void should_answer_our_status_when_the_upstream_answers_an_error(
            int theirs, int ours, String type, String code) {
        for (String request : new String[] {WHOLE, Chunks.REQUEST}) {
            GATEWAY.answer(HttpReply.error(theirs, "their_type", "their_code", "what it said"));
            ApiResponse answer = GATEWAY.client().post(Gateway.CHAT, request);
            assertError(answer, ours, type, code);
            String message = answer.error().getString("message");
            assertTrue(message.contains("what it said"), message);
            assertTrue(message.contains("up answered " + theirs), message);
        }
    }

    @ParameterizedTest
    @CsvSource({"401", "403"})
    void should_name_the_provider_alone_when_the_upstream_refuses_our_key(int theirs) {
        for (String request : new String[] {WHOLE, Chunks.REQUEST}) {
            GATEWAY.answer(
                    HttpReply.error(
                            theirs, "t", "c", "Incorrect API key: " + Gateway.UPSTREAM_KEY));
            ApiResponse answer = GATEWAY.client().post(Gateway.CHAT, request);
            assertError(answer, 502, "provider_error", "provider_authentication_failed");
            assertTrue(answer.error().getString("message").contains("Provider up"));
        }
    }

    @ParameterizedTest
    @CsvSource({"400", "404", "422", "429", "500", "529"})
    void should_hide_the_key_when_the_upstream_says_it(int theirs) {
        GATEWAY.answer(
                HttpReply.error(theirs, "t", "c", "key " + Gateway.UPSTREAM_KEY + " is bad"));
        ApiResponse answer = GATEWAY.client().post(Gateway.CHAT, WHOLE);
        assertFalse(answer.toString().contains(Gateway.UPSTREAM_KEY), answer::toString);
    }

    @Test
    void should_say_model_not_found_when_the_upstream_lacks_the_model() {
        GATEWAY.answer(HttpReply.error(404, "t", "model_not_found", "The model x does not exist"));
        assertError(
                GATEWAY.client().post(Gateway.CHAT, WHOLE), 404, "not_found", "model_not_found");
    }

    @Test
    void should_pass_on_how_long_to_wait_when_the_upstream_limits() {
        for (var theirs : Map.of("7", "7", "0.2", "1", "1.5", "2").entrySet()) {
            GATEWAY.answer(
                    HttpReply.error(429, "t", "c", "slow down")
                            .header("Retry-After", theirs.getKey()));
            ApiResponse answer = GATEWAY.client().post(Gateway.CHAT, WHOLE);
            assertEquals(429, answer.status());
            assertEquals(theirs.getValue(), answer.header("retry-after"));
            assertEquals(Long.parseLong(theirs.getValue()), answer.error().getLong("retry_after"));
        }
    }

    @Test
    void should_pass_on_how_long_to_wait_when_the_upstream_is_overloaded() {
        GATEWAY.answer(HttpReply.error(529, "t", "c", "busy").header("Retry-After", "3"));
        ApiResponse answer = GATEWAY.client().post(Gateway.CHAT, WHOLE);
        assertEquals(503, answer.status());
        assertEquals("3", answer.header("retry-after"));
    }

    static Stream<Reply> answersThatAreNone() {
        return Stream.of(
                Fault.close(),
                Fault.reset(),
                RawReply.of("SSH-2.0-OpenSSH_9.6\r\n"),
                RawReply.of("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"id\":"),
                HttpReply.ok().body("not JSON"),
                HttpReply.ok().body("[]"),
                HttpReply.ok().body("{}"),
                HttpReply.ok().body("{\"choices\":7}"),
                HttpReply.ok().body(""),
                HttpReply.ok().body("<html>welcome</html>").header("Content-Type", "text/html"),
                HttpReply.ok().body("{\"error\":{\"message\":\"in a 200\"}}"),
                HttpReply.status(503)
                        .body("<html>gone</html>")
                        .header("Content-Type", "text/html"));
    }

    @ParameterizedTest
    @MethodSource("answersThatAreNone")
    void should_answer_502_when_the_upstream_gives_no_answer(Reply reply) {
        for (String request : new String[] {WHOLE, Chunks.REQUEST}) {
            GATEWAY.answer(reply);
            ApiResponse answer = GATEWAY.client().post(Gateway.CHAT, request);
            assertError(answer, 502, "provider_error", "provider_error");
            assertFalse(answer.text().contains("<html"), answer::toString);
        }
    }

    static Stream<Reply> streamsThatAreNone() {
        return Stream.of(
                SseReply.ofData("not JSON"),
                SseReply.ofData("{\"error\":{\"message\":\"at once\"}}"),
                SseReply.ofData(),
                SseReply.ofData(Chunks.DONE),
                SseReply.ofData("x").closeAfter(0),
                SseReply.ofData("x").resetAfter(0));
    }

    @ParameterizedTest
    @MethodSource("streamsThatAreNone")
    void should_answer_502_when_a_stream_fails_before_its_first_chunk(Reply reply) {
        GATEWAY.answer(reply);
        ApiResponse answer = GATEWAY.client().post(Gateway.CHAT, Chunks.REQUEST);
        assertError(answer, 502, "provider_error", "provider_error");
    }

    @Test
    void should_serve_the_next_call_when_one_failed() {
        GATEWAY.answer(Fault.reset());
        assertEquals(502, GATEWAY.client().post(Gateway.CHAT, WHOLE).status());
        assertEquals(200, GATEWAY.client().post(Gateway.CHAT, WHOLE).status());
    }

    private static void assertError(ApiResponse answer, int status, String type, String code) {
        assertEquals(status, answer.status(), answer::toString);
        JsonObject error = answer.error();
        assertEquals(type, error.getString("type"), answer::toString);
        assertEquals(code, error.getString("code"), answer::toString);
        assertTrue(error.containsKey("param"), answer::toString);
        assertEquals("application/json", answer.header("content-type"));
        assertFalse(answer.header("x-request-id").isEmpty());
        assertFalse(answer.toString().contains(Gateway.UPSTREAM_KEY), answer::toString);
    }
}
