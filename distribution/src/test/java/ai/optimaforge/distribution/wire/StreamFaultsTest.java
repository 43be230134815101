// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Chunks;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.SseReply;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/// A stream whose upstream dies ends with one error frame, and without `[DONE]`.
class StreamFaultsTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    private static final String A = Chunks.delta("{\"content\":\"a\"}");

    static Stream<Reply> dying() {
        return Stream.of(
                ChatReply.of("a", "b").whenStreamed(s -> s.closeAfter(2)),
                ChatReply.of("a", "b").whenStreamed(s -> s.closeAfter(2).andHalfAFrame()),
                ChatReply.of("a", "b").whenStreamed(s -> s.closeAfter(2).untilClose()),
                ChatReply.of("a", "b").whenStreamed(s -> s.resetAfter(2)),
                SseReply.ofData(A),
                SseReply.ofData(A, "not JSON", Chunks.DONE),
                SseReply.ofData(A, "{\"error\":{\"message\":\"it broke\"}}", Chunks.DONE));
    }

    @ParameterizedTest
    @MethodSource("dying")
    void should_end_with_one_error_frame_when_the_upstream_dies(Reply reply) {
        GATEWAY.answer(reply);
        int before = GATEWAY.upstream().requests().size();
        try (EventStream stream = GATEWAY.stream(Chunks.REQUEST)) {
            assertEquals(200, stream.status());
            List<String> frames = stream.rest();
            assertFalse(frames.contains(EventStream.DONE), frames::toString);
            JsonObject error = EventStream.json(frames.getLast()).getJsonObject("error");
            assertEquals("provider_error", error.getString("type"));
            assertEquals("provider_error", error.getString("code"));
            assertTrue(error.containsKey("param"));
            assertTrue(error.getString("message").contains("up"));
            assertEquals(1, frames.stream().filter(frame -> frame.contains("\"error\"")).count());
            assertTrue(
                    frames.stream()
                            .limit(frames.size() - 1)
                            .anyMatch(frame -> frame.contains("\"content\":\"a\"")),
                    frames::toString);
        }
        assertEquals(before + 1, GATEWAY.upstream().requests().size(), "no call is made twice");
    }
}
