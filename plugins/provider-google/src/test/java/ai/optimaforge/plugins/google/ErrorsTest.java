// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.testing.upstream.Fault;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.SseReply;
import ai.optimaforge.testing.upstream.google.GeminiError;
import ai.optimaforge.testing.upstream.google.GeminiReply;

import io.vertx.core.json.JsonArray;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Optional;

class ErrorsTest extends ProviderTest {
    @ParameterizedTest
    @CsvSource({"400, 400", "403, 403", "404, 404", "429, 429", "500, 500", "503, 529", "504, 504"})
    void should_tell_status_and_message_when_google_refuses(int theirs, int ours) {
        UpstreamException failure = failureAfter(GeminiError.of(theirs, "No, thanks."));
        assertEquals(Failure.ANSWERED, failure.failure());
        assertEquals(ours, failure.status());
        assertEquals("No, thanks.", failure.message());
        assertEquals(Optional.empty(), failure.retryAfter());
    }

    @Test
    void should_leave_a_503_as_it_is_when_it_is_not_googles() {
        assertEquals(503, failureAfter(HttpReply.status(503).body("<html>")).status());
    }

    @Test
    void should_be_the_operators_to_mend_when_google_does_not_know_the_key() {
        assertEquals(401, failureAfter(GeminiError.badKey()).status());
    }

    @ParameterizedTest
    @CsvSource({"30s, 30000", "26.5s, 26500", "0s, 0"})
    void should_tell_when_to_try_again_when_google_says(String delay, long millis) {
        UpstreamException failure = failureAfter(GeminiError.quota(delay));
        assertEquals(429, failure.status());
        assertEquals(Optional.of(Duration.ofMillis(millis)), failure.retryAfter());
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1s", "s", "xs"})
    void should_take_the_header_when_the_delay_is_none(String delay) {
        UpstreamException failure =
                failureAfter(GeminiError.quota(delay).header("Retry-After", "7"));
        assertEquals(Optional.of(Duration.ofSeconds(7)), failure.retryAfter());
    }

    @Test
    void should_read_an_error_when_it_comes_in_an_array() {
        var body = JsonArray.of(GeminiError.body(429, "RESOURCE_EXHAUSTED", "Slow down."));
        UpstreamException failure = streamFailureAfter(HttpReply.status(429).body(body.encode()));
        assertEquals(429, failure.status());
        assertEquals("Slow down.", failure.message());
    }

    @Test
    void should_fail_as_answered_when_a_200_holds_an_error() {
        var error = GeminiError.body(503, "UNAVAILABLE", "Busy.");
        UpstreamException whole = failureAfter(HttpReply.ok().body(error));
        UpstreamException stream = streamFailureAfter(HttpReply.ok().body(error));
        for (UpstreamException failure : new UpstreamException[] {whole, stream}) {
            assertEquals(529, failure.status());
            assertEquals("Busy.", failure.message());
        }
    }

    @Test
    void should_fail_and_hang_up_when_the_stream_holds_an_error() {
        String error = GeminiError.body(503, "UNAVAILABLE", "Gone.").encode();
        UpstreamException failure =
                streamFailureAfter(
                        SseReply.ofData(event("a"), error, event("b"))
                                .every(Duration.ofMillis(20))
                                .stallAfter(2));
        assertEquals(529, failure.status());
        assertEquals("Gone.", failure.message());
        upstream.awaitAbort(ABORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{\"candidates\":", "{}", "{\"candidates\":[]}"})
    void should_fail_as_garbled_when_the_answer_is_none(String body) {
        assertEquals(Failure.GARBLED, failureAfter(HttpReply.ok().body(body)).failure());
    }

    @Test
    void should_fail_as_hung_up_when_the_connection_breaks() {
        assertEquals(Failure.HUNG_UP, failureAfter(Fault.close()).failure());
        var breaking = GeminiReply.of("a", "b").whenStreamed(stream -> stream.resetAfter(1));
        assertEquals(Failure.HUNG_UP, streamFailureAfter(breaking).failure());
    }

    @Test
    void should_time_out_when_no_answer_begins() {
        upstream.next(Fault.stall());
        var impatient = create(TestConfig.impatient(upstream.origin()));
        UpstreamException failure = loop.failure(() -> impatient.chat(chat(HELLO), call));
        assertEquals(Failure.FIRST_BYTE_TIMEOUT, failure.failure());
        upstream.awaitAbort(ABORT);
    }

    @Test
    void should_show_no_secret_when_google_repeats_it() {
        String message = "The key " + TestConfig.KEY + " is wrong.";
        UpstreamException refused = failureAfter(GeminiError.of(403, message));
        UpstreamException inStream =
                streamFailureAfter(
                        SseReply.ofData(GeminiError.body(500, "INTERNAL", message).encode()));
        UpstreamException noStream =
                streamFailureAfter(HttpReply.ok().body(GeminiError.body(500, "INTERNAL", message)));
        for (UpstreamException failure : new UpstreamException[] {refused, inStream, noStream}) {
            assertEquals("The key *** is wrong.", failure.message());
            assertFalse(failure.toString().contains(TestConfig.KEY));
        }
    }
}
