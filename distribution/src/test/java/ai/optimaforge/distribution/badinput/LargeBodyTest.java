// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.distribution.support.Chunks;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.SseReply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Large bodies reach the upstream whole, and together take no more memory than they may.
class LargeBodyTest {
    private static final int TEXT = 900_000;

    @RegisterExtension
    private static final Gateway GATEWAY =
            Gateway.with(
                    platform ->
                            platform.set("http.body-limit", "1 MiB")
                                    .set("http.body-memory", "4 MiB"));

    @Test
    void should_send_a_large_body_on_whole() {
        String text = "0123456789".repeat(TEXT / 10);
        ApiResponse answer = GATEWAY.client().post(Gateway.CHAT, request(text, false));
        assertEquals(200, answer.status());
        assertEquals(
                text,
                GATEWAY.received().json().getJsonArray("messages").getJsonObject(0).getString("c"));
    }

    @Test
    void should_refuse_a_body_when_those_in_flight_take_all_the_memory() {
        String large = request("x".repeat(TEXT), true);
        for (int i = 0; i < 2; i++) {
            GATEWAY.answer(SseReply.ofData(Chunks.delta("{\"content\":\"a\"}")).stallAfter(1));
        }
        try (EventStream first = GATEWAY.stream(large);
                EventStream second = GATEWAY.stream(large)) {
            assertEquals(200, first.status());
            assertEquals(200, second.status());
            ApiResponse refused = GATEWAY.client().post(Gateway.CHAT, large);
            assertEquals(503, refused.status());
            assertEquals("overloaded", refused.error().getString("code"));
        }
        GATEWAY.received().awaitAbort(Gateway.SOON);
        GATEWAY.received().awaitAbort(Gateway.SOON);
        assertEquals(200, GATEWAY.client().post(Gateway.CHAT, request("y", false)).status());
    }

    private static String request(String text, boolean stream) {
        return "{\"model\":\"fake\",\"stream\":%s,\"messages\":[{\"c\":\"%s\"}]}"
                .formatted(stream, text);
    }
}
