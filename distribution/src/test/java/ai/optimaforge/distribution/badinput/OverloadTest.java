// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Chunks;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.SseReply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;

/// More calls than the node takes are refused at once, and those in flight go on.
class OverloadTest {
    @RegisterExtension
    private static final Gateway GATEWAY =
            Gateway.with(platform -> platform.set("http.max-in-flight", "2"));

    private static final String BODY = "{\"model\":\"fake\",\"messages\":[{}]}";

    @Test
    void should_answer_503_when_as_many_calls_as_it_takes_are_in_flight() {
        for (int i = 0; i < 2; i++) {
            GATEWAY.answer(SseReply.ofData(Chunks.delta("{\"content\":\"a\"}")).stallAfter(1));
        }
        try (EventStream first = GATEWAY.stream(Chunks.REQUEST);
                EventStream second = GATEWAY.stream(Chunks.REQUEST)) {
            assertEquals(200, first.status());
            assertEquals(200, second.status());
            long asked = System.nanoTime();
            ApiResponse refused = GATEWAY.client().post(Gateway.CHAT, BODY);
            long nanos = System.nanoTime() - asked;
            assertEquals(503, refused.status());
            assertEquals("service_unavailable", refused.error().getString("type"));
            assertEquals("overloaded", refused.error().getString("code"));
            assertEquals("1", refused.header("retry-after"));
            assertEquals(1, refused.error().getInteger("retry_after"));
            assertTrue(nanos < Duration.ofSeconds(1).toNanos(), "it waited");
        }
        GATEWAY.received().awaitAbort(Gateway.SOON);
        GATEWAY.received().awaitAbort(Gateway.SOON);
        assertEquals(200, GATEWAY.client().post(Gateway.CHAT, BODY).status());
    }
}
