// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Chunks;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.Fault;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.SseReply;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An upstream that falls silent, before its answer and amid it.
class UpstreamSilenceTest {
    @RegisterExtension
    private static final Gateway GATEWAY =
            Gateway.withProvider("first-byte-timeout: 900 ms\nidle-timeout: 600 ms\n");

    private static final String WHOLE = "{\"model\":\"fake\",\"messages\":[{}]}";

    @Test
    void should_answer_504_when_no_byte_comes() {
        for (String request : new String[] {WHOLE, Chunks.REQUEST}) {
            GATEWAY.answer(Fault.stall());
            assertTimeout(GATEWAY.client().post(Gateway.CHAT, request), "900 ms");
            GATEWAY.received().awaitAbort(Gateway.SOON);
        }
    }

    @Test
    void should_answer_504_when_a_whole_answer_falls_silent() {
        GATEWAY.answer(HttpReply.ok().body("{\"choices\":[]}").stallAfter(3));
        assertTimeout(GATEWAY.client().post(Gateway.CHAT, WHOLE), "600 ms");
        GATEWAY.received().awaitAbort(Gateway.SOON);
    }

    @Test
    void should_answer_504_when_a_stream_is_silent_from_its_start() {
        GATEWAY.answer(SseReply.ofData("x").stallAfter(0));
        assertTimeout(GATEWAY.client().post(Gateway.CHAT, Chunks.REQUEST), "ms");
    }

    @Test
    void should_end_with_an_error_frame_when_a_stream_falls_silent() {
        GATEWAY.answer(ChatReply.of("a", "b").whenStreamed(s -> s.stallAfter(2)));
        try (EventStream stream = GATEWAY.stream(Chunks.REQUEST)) {
            JsonObject last = EventStream.json(stream.rest().getLast());
            assertEquals("timeout_error", last.getJsonObject("error").getString("type"));
        }
        GATEWAY.received().awaitAbort(Gateway.SOON);
    }

    private static void assertTimeout(ApiResponse answer, String named) {
        assertEquals(504, answer.status(), answer::toString);
        assertEquals("timeout_error", answer.error().getString("type"));
        assertEquals("provider_timeout", answer.error().getString("code"));
        assertTrue(answer.error().getString("message").contains(named), answer::toString);
    }
}
