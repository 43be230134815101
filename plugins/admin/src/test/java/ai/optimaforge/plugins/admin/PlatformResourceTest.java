// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.admin.Health;
import ai.optimaforge.spi.endpoint.Answer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;

/// How the platform does, for those who watch it.
class PlatformResourceTest {
    private final Bench bench = new Bench();

    @Test
    void should_be_ok_without_reasons_when_all_is_well() {
        JsonObject health = bench.json("getHealth", Bench.request());
        long age = Instant.now().getEpochSecond() - health.getLong("timestamp");
        assertTrue(age >= 0 && age < 60, () -> "said " + age + " s ago");
        health.remove("timestamp");
        assertEquals(new JsonObject("{\"status\":\"ok\"}"), health);
    }

    @ParameterizedTest
    @CsvSource({"DEGRADED, 200, degraded", "UNAVAILABLE, 503, unavailable"})
    void should_give_reasons_when_not_all_is_well(Health.State state, int status, String word) {
        bench.administration.health = new Health(state, List.of("The store is away."));
        Answer.Document answer =
                assertInstanceOf(
                        Answer.Document.class, bench.operations.call("getHealth", Bench.request()));
        assertEquals(status, answer.status());
        JsonObject health = new JsonObject(answer.body());
        assertEquals(word, health.getString("status"));
        assertEquals(JsonArray.of("The store is away."), health.getJsonArray("reasons"));
    }

    @Test
    void should_tell_the_status_in_the_fixed_shape() {
        assertEquals(
                new JsonObject(
                        """
                        {"status":"healthy","uptime_seconds":864000,"version":"7.4.22",
                         "providers":{"openai":{"status":"up","latency_ms":45}},
                         "requests_today":128450,
                         "cluster":{"members":[
                           {"id":"a","address":"10.0.0.1:5701","plugin_set":"0123456789ab"},
                           {"id":"b","address":"10.0.0.2:5701","plugin_set":null}],
                          "differences":[]},
                         "plugins":[{"id":"admin","version":"0.1.0","state":"started"},
                          {"id":"acme","version":"1.0.0","state":"failed"}],
                         "connections":12,"queues":{"usage":3}}\
                        """),
                bench.json("getStatus", Bench.request()));
    }

    @Test
    void should_say_why_in_the_status_when_not_all_is_well() {
        bench.administration.health =
                new Health(Health.State.DEGRADED, List.of("The store is away."));
        JsonObject status = bench.json("getStatus", Bench.request());
        assertEquals("degraded", status.getString("status"));
        assertEquals(JsonArray.of("The store is away."), status.getJsonArray("reasons"));
    }

    @Test
    void should_list_the_changes_with_what_was_and_is() {
        assertEquals(
                new JsonObject(
                        """
                        {"object":"list","data":[
                         {"object":"audit","id":"audit_1","created_at":1795600800,
                          "action":"key.create","target":"key_1","key_id":"key_op",
                          "user_id":"operator","before":null,"after":{"name":"CI"}}],
                         "first_id":"audit_1","last_id":"audit_1","has_more":true}\
                        """),
                bench.json("listAuditRecords", Bench.request()));
    }
}
