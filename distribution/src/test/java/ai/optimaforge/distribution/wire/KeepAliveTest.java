// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Chunks;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.SseReply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;

/// A silent stream is kept alive by comments.
class KeepAliveTest {
    @RegisterExtension
    private static final Gateway GATEWAY =
            Gateway.with(
                    platform ->
                            platform.set("http.stream-keep-alive", "1 s")
                                    .set("routing.first-chunk-wait", "50 ms"));

    @Test
    void should_send_comments_when_the_stream_is_silent() {
        GATEWAY.answer(SseReply.ofData(Chunks.delta("{\"content\":\"a\"}")).stallAfter(1));
        try (EventStream stream = GATEWAY.stream(Chunks.REQUEST)) {
            stream.skip();
            stream.skip();
            for (int i = 0; i < 3; i++) {
                assertTrue(stream.next().orElseThrow().matches(":[^\n]*\n\n"));
            }
        }
    }

    @Test
    void should_send_comments_when_the_first_chunk_is_late() {
        GATEWAY.answer(
                ChatReply.of("a")
                        .whenStreamed(s -> s.stallBeforeFirstFrame(Duration.ofSeconds(2))));
        try (EventStream stream = GATEWAY.stream(Chunks.REQUEST)) {
            List<String> frames = stream.rest();
            assertTrue(frames.getFirst().startsWith(":"), frames::toString);
            assertEquals(EventStream.DONE, frames.getLast());
        }
    }

    @Test
    void should_send_no_comment_when_the_stream_is_busy() {
        // for longer than a silent one would be left alone
        GATEWAY.answer(
                ChatReply.repeat("a", 120).whenStreamed(s -> s.every(Duration.ofMillis(10))));
        try (EventStream stream = GATEWAY.stream(Chunks.REQUEST)) {
            // which refuses what is no data
            assertEquals(122, stream.chunks().size());
        }
    }
}
