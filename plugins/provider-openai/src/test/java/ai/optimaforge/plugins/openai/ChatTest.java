// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.testing.EventLoop;
import ai.optimaforge.testing.TestCall;
import ai.optimaforge.testing.upstream.Fault;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.RecordedRequest;

import io.vertx.core.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

class ChatTest extends ProviderTest {
    @Test
    void should_pass_request_and_answer_on_to_the_byte() {
        String request =
                "{ \"model\" : \"m\",\"x\":1e400, \"messages\":[\"\\ud800\"], \"x\":2.50 }";
        String answer = "{\"choices\":[ ] , \"n\":12345678901234567890.10,\"é\":\"\\u00e9\"}";
        upstream.next(HttpReply.ok().body(answer));
        var got = loop.call(() -> provider.chat(chat(request), new TestCall()));
        assertEquals(answer, got.document().toString());
        RecordedRequest seen = upstream.nextRequest(SOON);
        assertEquals(request, seen.text());
        assertEquals("POST /v1/chat/completions", seen.method() + " " + seen.target());
        assertEquals("application/json", seen.header("content-type"));
        assertEquals("Bearer " + TestConfig.KEY, seen.header("authorization"));
    }

    @Test
    void should_send_the_operators_headers_when_there_are_any() {
        var headers = Map.of("X-Team", Secret.of("blue"), "Authorization", Secret.of("Basic abc"));
        var custom = create(TestConfig.of(upstream.baseUrl() + "/", headers));
        loop.call(() -> custom.chat(WHOLE, new TestCall()));
        RecordedRequest seen = upstream.nextRequest(SOON);
        assertEquals("blue", seen.header("x-team"));
        assertEquals("Basic abc", seen.header("authorization"));
        assertEquals("/v1/chat/completions", seen.path());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 422, 500, 503, 529})
    void should_tell_status_and_message_when_the_upstream_refuses(int status) {
        UpstreamException failure =
                failureAfter(HttpReply.error(status, "some_type", "some_code", "No, thanks."));
        assertEquals(Failure.ANSWERED, failure.failure());
        assertEquals(status, failure.status());
        assertEquals("No, thanks.", failure.message());
    }

    @Test
    void should_tell_when_to_try_again_when_the_upstream_is_busy() {
        UpstreamException failure =
                failureAfter(
                        HttpReply.error(429, "rate_limit", "rate_limit", "Slow down.")
                                .header("Retry-After", "7"));
        assertEquals(429, failure.status());
        assertEquals(Optional.of(Duration.ofSeconds(7)), failure.retryAfter());
    }

    @Test
    void should_fail_as_answered_when_a_200_holds_an_error() {
        UpstreamException failure =
                failureAfter(
                        HttpReply.ok().body("{\"error\":{\"code\":429,\"message\":\"Busy.\"}}"));
        assertEquals(Failure.ANSWERED, failure.failure());
        assertEquals(429, failure.status());
        assertEquals("Busy.", failure.message());
    }

    @Test
    void should_count_as_502_when_an_error_in_a_200_has_no_status() {
        UpstreamException failure = failureAfter(HttpReply.ok().body("{\"error\":\"Broken.\"}"));
        assertEquals(502, failure.status());
        assertEquals("Broken.", failure.message());
    }

    @Test
    void should_pass_an_answer_on_when_its_error_is_null() {
        upstream.next(HttpReply.ok().body("{\"error\":null,\"choices\":[]}"));
        assertEquals("{\"error\":null,\"choices\":[]}", whole().document().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{\"choices\":", "\"text\""})
    void should_fail_as_garbled_when_the_answer_is_no_object(String body) {
        assertEquals(Failure.GARBLED, failureAfter(HttpReply.ok().body(body)).failure());
    }

    @Test
    void should_fail_as_garbled_when_the_answer_is_too_large() {
        UpstreamException failure = failureAfter(Fault.endlessBody());
        assertEquals(Failure.GARBLED, failure.failure());
        assertEquals("the answer is larger than 1048576 bytes", failure.message());
        upstream.awaitAbort(ABORT);
    }

    @Test
    void should_be_unreachable_when_nobody_listens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        var refused = create(TestConfig.of("http://127.0.0.1:" + free + "/v1"));
        UpstreamException failure = loop.failure(() -> refused.chat(WHOLE, new TestCall()));
        assertEquals(Failure.UNREACHABLE, failure.failure());
        assertEquals("the connection was refused", failure.message());
    }

    @Test
    void should_be_unreachable_when_the_host_is_unknown() {
        var unknown = create(TestConfig.of("http://nowhere.invalid/v1"));
        UpstreamException failure = loop.failure(() -> unknown.chat(WHOLE, new TestCall()));
        assertEquals(Failure.UNREACHABLE, failure.failure());
    }

    @Test
    void should_time_out_when_no_answer_begins() {
        UpstreamException failure = failureAfter(Fault.stall(), impatient);
        assertEquals(Failure.FIRST_BYTE_TIMEOUT, failure.failure());
        assertEquals("no answer within 400 ms", failure.message());
        upstream.awaitAbort(ABORT);
    }

    @Test
    void should_time_out_when_the_answer_falls_silent() {
        UpstreamException failure =
                failureAfter(HttpReply.ok().body("{\"choices\":[]}").stallAfter(5), impatient);
        assertEquals(Failure.IDLE_TIMEOUT, failure.failure());
        assertEquals("silent for 200 ms in its answer", failure.message());
        upstream.awaitAbort(ABORT);
    }

    @Test
    void should_fail_as_hung_up_when_the_connection_closes_before_an_answer() {
        assertEquals(Failure.HUNG_UP, failureAfter(Fault.close()).failure());
        assertEquals(Failure.HUNG_UP, failureAfter(Fault.reset()).failure());
    }

    @Test
    void should_fail_as_hung_up_when_the_connection_closes_in_the_answer() {
        var body = HttpReply.ok().body("{\"choices\":[]}").closeAfter(5);
        assertEquals(Failure.HUNG_UP, failureAfter(body).failure());
    }

    @Test
    void should_abort_the_upstream_when_the_call_is_cancelled() {
        upstream.next(Fault.stall());
        TestCall call = new TestCall();
        Future<?> answer = loop.start(() -> provider.chat(WHOLE, call));
        RecordedRequest request = upstream.nextRequest(SOON);
        loop.run(call::cancel);
        request.awaitAbort(ABORT);
        assertEquals(Failure.HUNG_UP, EventLoop.failureOf(answer).failure());
    }

    @Test
    void should_keep_the_connection_when_the_upstream_refuses() {
        failureAfter(HttpReply.error(400, "invalid_request_error", "bad", "Bad."));
        whole();
        assertEquals(1, upstream.acceptedConnections());
    }
}
