// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.upstream.HttpReply;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;

/// Where there is nowhere else to go a call is tried at the same upstream again, within bounds.
class RetryTest {
    @RegisterExtension
    private static final Fleet FLEET =
            new Fleet()
                    .with("a", "type: openai\nmodels: [m-a]\n")
                    .with("b", "type: openai\nmodels: [m-b]\n")
                    .with("c", "type: openai\nmodels: [m-c]\n")
                    .with("d", "type: openai\nmodels: [m-d]\n");

    @Test
    void should_try_the_same_upstream_again_when_there_is_no_other() {
        FLEET.upstream("a").next(HttpReply.status(500));
        ApiResponse answer = FLEET.chat("a/m-a");
        assertEquals(200, answer.status(), answer::toString);
        List<JsonObject> attempts = Fleet.attempts(Fleet.metadata(answer));
        assertEquals(2, attempts.size());
        assertEquals("a", attempts.getFirst().getString("provider"));
        assertEquals("a", attempts.getLast().getString("provider"));
    }

    @Test
    void should_wait_as_long_as_the_upstream_says() {
        FLEET.upstream("b").next(HttpReply.status(429).header("Retry-After", "1"));
        long start = System.nanoTime();
        assertEquals(200, FLEET.chat("b/m-b").status());
        assertTrue(System.nanoTime() - start >= Duration.ofSeconds(1).toNanos());
    }

    @Test
    void should_pass_the_wait_on_when_it_is_too_long_to_be_waited_for() {
        FLEET.upstream("c").always(HttpReply.status(429).header("Retry-After", "30"));
        ApiResponse answer = FLEET.chat("c/m-c");
        assertEquals(429, answer.status());
        assertEquals("30", answer.header("retry-after"));
        assertEquals(1, FLEET.calls("c"));
    }

    @Test
    void should_tell_auto_when_to_come_again_when_all_want_to_be_left_alone() {
        JsonObject once = Fleet.routing("failover", false);
        for (String name : List.of("a", "b", "c", "d")) {
            FLEET.upstream(name).next(HttpReply.status(429).header("Retry-After", "2"));
            assertEquals(429, FLEET.chat(name + "/m-" + name, once).status());
        }
        ApiResponse answer = FLEET.chat("auto");
        assertEquals(503, answer.status(), answer::toString);
        assertEquals("forge_routing_failed", answer.error().getString("code"));
        assertTrue(
                answer.error().getString("message").contains("a/m-a is overloaded"),
                answer::toString);
        assertTrue(Integer.parseInt(answer.header("retry-after")) >= 1, answer::toString);
    }

    @Test
    void should_not_multiply_an_outage_when_every_call_fails() {
        FLEET.upstream("d").always(HttpReply.status(500));
        for (int i = 0; i < 15; i++) {
            assertEquals(502, FLEET.chat("d/m-d", Fleet.routing("maxRetries", 1)).status());
        }
        assertEquals(25, FLEET.calls("d"), "of fifteen, ten were tried again");
    }
}
