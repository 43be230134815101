// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

class ScriptTest {
    private final FakeUpstream upstream = FakeUpstream.start();
    private final Client client = new Client(upstream);

    @AfterEach
    void close() {
        client.close();
        upstream.close();
    }

    @Test
    void should_play_the_next_answers_in_order_and_then_be_well_again() throws Exception {
        upstream.next(HttpReply.status(503), HttpReply.status(429).header("Retry-After", "7"));

        assertEquals(503, status("m"));
        var limited = client.chat(Client.chat("m"));
        assertEquals(429, limited.statusCode());
        assertEquals("7", limited.headers().firstValue("retry-after").orElseThrow());
        assertEquals(200, status("m"));
    }

    @Test
    void should_prefer_the_rule_given_last_when_several_match() throws Exception {
        upstream.always(HttpReply.status(500)).forModel("b", HttpReply.status(418));

        assertEquals(500, status("a"));
        assertEquals(418, status("b"));
        assertEquals(200, upstream.recover() == upstream ? status("b") : 0);
    }

    @Test
    void should_leave_a_one_time_answer_for_the_model_it_is_meant_for() throws Exception {
        upstream.nextFor("b", HttpReply.status(409));

        assertEquals(200, status("a"));
        assertEquals(409, status("b"));
        assertEquals(200, status("b"));
    }

    @Test
    void should_match_a_predicate_over_the_headers() throws Exception {
        upstream.when(request -> request.header("Content-Type").isEmpty(), HttpReply.status(415));

        assertEquals(200, status("a"));
        assertEquals(415, client.get("/models").statusCode());
    }

    @Test
    void should_word_errors_as_the_real_one_does() throws Exception {
        upstream.next(HttpReply.error(401, "invalid_request_error", "invalid_api_key", "No."));

        assertEquals(
                "{\"error\":{\"message\":\"No.\",\"type\":\"invalid_request_error\","
                        + "\"param\":null,\"code\":\"invalid_api_key\"}}",
                client.chat(Client.chat("m")).body());
    }

    @Test
    void should_say_what_is_missing_when_nothing_happens_in_time() {
        var failure =
                assertThrows(
                        AssertionError.class, () -> upstream.nextRequest(Duration.ofMillis(10)));

        assertEquals("no request within PT0.01S; so far: []", failure.getMessage());
    }

    private int status(String model) throws Exception {
        return client.chat(Client.chat(model)).statusCode();
    }
}
