// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Chunks;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.Fault;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.SseReply;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.Stream;

/// A call goes elsewhere when an upstream fails before the answer has begun, and never after.
class FailoverTest {
    @RegisterExtension private static final Fleet FLEET = Fleet.twins();

    private static final JsonObject STREAM = new JsonObject().put("stream", true);

    private static Reply status(int status) {
        // of a wait of none, so that the instance is not spared in the tests that follow
        return HttpReply.status(status).header("Retry-After", "0");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(Named.of("408", status(408)), 408, "provider_timeout"),
                Arguments.of(Named.of("409", status(409)), 409, "resource_conflict"),
                Arguments.of(Named.of("429", status(429)), 429, "rate_limit_exceeded"),
                Arguments.of(Named.of("500", status(500)), 500, "provider_error"),
                Arguments.of(Named.of("502", status(502)), 502, "provider_error"),
                Arguments.of(Named.of("503", status(503)), 503, "provider_error"),
                Arguments.of(Named.of("504", status(504)), 504, "provider_timeout"),
                Arguments.of(Named.of("529", status(529)), 529, "provider_unavailable"),
                Arguments.of(Named.of("401", status(401)), 401, "provider_authentication_failed"),
                Arguments.of(Named.of("hang-up", Fault.close()), 0, "provider_error"),
                Arguments.of(Named.of("reset", Fault.reset()), 0, "provider_error"),
                Arguments.of(Named.of("silence", Fault.stall()), 0, "provider_timeout"),
                Arguments.of(
                        Named.of("garbage", HttpReply.ok().body("<html>")), 0, "provider_error"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void should_go_to_the_same_model_elsewhere_when_an_upstream_fails(
            Reply failure, int status, String error) {
        FLEET.first(failure);
        ApiResponse answer = FLEET.chat("twins/good");
        assertEquals(200, answer.status(), answer::toString);
        assertTold(Fleet.metadata(answer), status, error);
        assertEquals(2, FLEET.calls());
        assertEquals(0, FLEET.calls("other"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void should_go_elsewhere_when_a_stream_fails_before_its_first_chunk(
            Reply failure, int status, String error) {
        FLEET.first(failure);
        List<JsonObject> chunks = stream("twins/good");
        assertTold(chunks.getLast().getJsonObject("forge_metadata"), status, error);
        assertEquals(2, FLEET.calls());
    }

    private static void assertTold(JsonObject metadata, int status, String error) {
        List<JsonObject> attempts = Fleet.attempts(metadata);
        assertEquals(2, attempts.size(), metadata::encode);
        JsonObject failed = attempts.getFirst();
        JsonObject last = attempts.getLast();
        assertNotEquals(failed.getString("provider"), last.getString("provider"));
        assertEquals(last.getString("provider"), metadata.getString("provider"));
        assertEquals("good", failed.getString("model"));
        assertEquals(error, failed.getString("error"), metadata::encode);
        assertEquals(200, last.getInteger("status"));
        assertEquals(null, last.getString("error"));
        assertTrue(failed.getLong("duration_ms") >= 0);
        if (status > 0) {
            assertEquals(status, failed.getInteger("status"), metadata::encode);
        }
    }

    private static List<JsonObject> stream(String model) {
        try (EventStream stream =
                FLEET.client().stream(Gateway.CHAT, Fleet.request(model, STREAM).encode())) {
            assertEquals(200, stream.status());
            return stream.chunks();
        }
    }

    static Stream<Reply> streamsThatAreNone() {
        return Stream.of(
                SseReply.ofData("x").closeAfter(0),
                SseReply.ofData("x").resetAfter(0),
                SseReply.ofData("not JSON"),
                SseReply.ofData("{\"error\":{\"message\":\"at once\"}}"),
                SseReply.ofData());
    }

    @ParameterizedTest
    @MethodSource("streamsThatAreNone")
    void should_go_elsewhere_when_a_stream_dies_before_its_first_chunk(Reply none) {
        FLEET.first(none);
        assertTold(
                stream("twins/good").getLast().getJsonObject("forge_metadata"),
                0,
                "provider_error");
    }

    @Test
    void should_go_to_the_next_candidate_when_a_model_fails_everywhere() {
        FLEET.upstream("one").always(HttpReply.status(500));
        FLEET.upstream("two").always(HttpReply.status(503));
        ApiResponse answer = FLEET.chat("auto");
        assertEquals(200, answer.status(), answer::toString);
        assertEquals("other", Fleet.metadata(answer).getString("provider"));
        assertEquals("lesser", answer.json().getString("model"));
    }

    @Test
    void should_say_nothing_of_attempts_when_the_first_went_well() {
        assertFalse(Fleet.metadata(FLEET.chat("twins/good")).containsKey("attempts"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 413, 415, 422})
    void should_not_try_again_when_the_request_is_to_blame(int status) {
        FLEET.all(HttpReply.error(status, "t", "c", "your mistake"));
        assertEquals(status, FLEET.chat("twins/good").status());
        assertEquals(status, FLEET.chat("auto", STREAM).status());
        assertEquals(2, FLEET.calls());
    }

    @Test
    void should_never_try_again_when_a_byte_has_reached_the_client() {
        FLEET.all(ChatReply.of("a", "b", "c").whenStreamed(stream -> stream.resetAfter(2)));
        try (EventStream stream =
                FLEET.client().stream(Gateway.CHAT, Fleet.request("twins/good", STREAM).encode())) {
            List<String> frames = stream.rest();
            assertTrue(frames.getLast().contains("\"error\""), frames::toString);
            assertFalse(frames.contains(EventStream.DONE), frames::toString);
        }
        assertEquals(1, FLEET.calls());
    }

    @Test
    void should_fail_at_once_when_the_caller_wants_no_failover() {
        FLEET.all(HttpReply.status(500));
        assertEquals(502, FLEET.chat("auto", Fleet.routing("failover", false)).status());
        assertEquals(502, FLEET.chat("auto", Fleet.routing("maxRetries", 0)).status());
        assertEquals(2, FLEET.calls());
    }

    @Test
    void should_try_as_often_as_the_caller_says() {
        FLEET.all(HttpReply.status(500));
        assertEquals(502, FLEET.chat("auto", Fleet.routing("maxRetries", 1)).status());
        assertEquals(2, FLEET.calls());
        assertEquals(502, FLEET.chat("auto").status());
        assertEquals(5, FLEET.calls(), "two more tries as the operator has it");
    }

    @Test
    void should_tell_of_all_failures_when_they_differ() {
        FLEET.upstream("one").always(HttpReply.status(500));
        FLEET.upstream("two").always(HttpReply.status(504));
        ApiResponse answer = FLEET.chat("twins/good", Fleet.routing("maxRetries", 1));
        assertEquals(503, answer.status(), answer::toString);
        assertEquals("forge_routing_failed", answer.error().getString("code"));
        String message = answer.error().getString("message");
        assertTrue(
                message.contains("Provider one answered 500")
                        && message.contains("Provider two answered 504"),
                message);
    }

    @Test
    void should_bring_the_answer_whole_when_another_gives_it() {
        FLEET.first(SseReply.ofData(Chunks.DONE), HttpReply.status(500));
        String text =
                String.join(
                        "",
                        stream("auto").stream()
                                .filter(chunk -> !chunk.getJsonArray("choices").isEmpty())
                                .map(chunk -> Chunks.delta(chunk).getString("content", ""))
                                .toList());
        assertFalse(text.isEmpty());
    }
}
