// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.Waiting;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.upstream.HttpReply;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An upstream that fails is left alone for a while; others take its calls.
class CircuitTest {
    @RegisterExtension
    private static final Fleet FLEET =
            Fleet.twins()
                    .with("alone", "type: openai\nmodels: [mine]\n")
                    .shaped(
                            builder ->
                                    builder.set("routing.circuit-failures", "3")
                                            .set("routing.circuit-pause", "2 s"));

    private static final JsonObject ONCE = Fleet.routing("failover", false);

    private static void open(String instance, String model) {
        FLEET.upstream(instance).always(HttpReply.status(500));
        for (int i = 0; i < 3; i++) {
            assertEquals(502, FLEET.chat(instance + "/" + model, ONCE).status());
        }
    }

    private static String gauge(String instance) {
        String name = "forge_model_circuits_open{instance=\"" + instance + "\"} ";
        return FLEET.client()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .findFirst()
                .orElse("none");
    }

    @Test
    void should_refuse_with_a_wait_while_it_is_open_and_close_by_a_probe() {
        open("alone", "mine");
        ApiResponse refused = FLEET.chat("alone/mine");
        assertEquals(503, refused.status(), refused::toString);
        assertEquals("forge_circuit_open", refused.error().getString("code"));
        assertTrue(Integer.parseInt(refused.header("retry-after")) >= 1, refused::toString);
        assertTrue(refused.error().getString("message").startsWith("alone/mine failed too often"));
        assertEquals(3, FLEET.calls("alone"), "the upstream is left alone");
        assertEquals("1.0", gauge("alone"));
        JsonObject status = FLEET.client().get("/v1/admin/status").json();
        assertTrue(
                status.getJsonObject("providers").getJsonObject("alone").encode().contains("mine"),
                status::encode);

        FLEET.upstream("alone").recover();
        Waiting.until(
                Gateway.SOON, () -> FLEET.chat("alone/mine").status(), answered -> answered == 200);
        assertEquals("0.0", gauge("alone"));
        assertEquals(200, FLEET.chat("alone/mine").status());
    }

    @Test
    void should_send_all_calls_of_a_group_to_the_other_while_it_is_open() {
        open("one", "good");
        for (int i = 0; i < 5; i++) {
            ApiResponse answer = FLEET.chat("twins/good");
            assertEquals("two", Fleet.metadata(answer).getString("provider"), answer::toString);
        }
        JsonArray candidates =
                Fleet.metadata(FLEET.chat("auto", Fleet.routing("explain", true)))
                        .getJsonObject("routing")
                        .getJsonArray("candidates");
        assertTrue(
                Fleet.objects(candidates).stream()
                        .filter(candidate -> candidate.getString("provider").equals("one"))
                        .anyMatch(c -> "its circuit is open".equals(c.getString("rejected"))),
                candidates::encode);
        FLEET.upstream("one").recover();
        Waiting.until(
                Gateway.SOON, () -> FLEET.chat("one/good").status(), answered -> answered == 200);
    }

    @Test
    void should_leave_an_upstream_that_limits_alone_as_long_as_it_says() {
        FLEET.upstream("one").always(HttpReply.status(429).header("Retry-After", "60"));
        assertEquals(429, FLEET.chat("one/good", ONCE).status());
        for (int i = 0; i < 5; i++) {
            assertEquals(200, FLEET.chat("twins/good", ONCE).status());
            assertEquals(200, FLEET.chat("auto", ONCE).status());
        }
        assertEquals(1, FLEET.calls("one"));
    }
}
