// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The plugins of the node that answers.
class PluginResourceTest {
    private final Bench bench = new Bench();

    @Test
    void should_list_the_plugins_those_that_failed_too() {
        assertEquals(
                new JsonObject(
                        """
                        {"object":"list","data":[
                         {"object":"plugin","id":"admin","version":"0.1.0","state":"started",
                          "reason":null,"kinds":["endpoint"],"in_flight":1,"other_versions":[]},
                         {"object":"plugin","id":"acme","version":"1.0.0","state":"failed",
                          "reason":"It needs SPI ^2.","kinds":[],"in_flight":0,
                          "other_versions":[]}],
                         "first_id":"admin","last_id":"acme","has_more":false}\
                        """),
                bench.json("listPlugins", Bench.request()));
        assertEquals(
                "acme",
                bench.json("listPlugins", Bench.request().query("after", "admin"))
                        .getString("first_id"));
    }

    @ParameterizedTest
    @CsvSource({
        "swapPlugin, '', swap to the newest",
        "swapPlugin, '{\"version\":\"1.1.0\"}', swap to 1.1.0",
        "stopPlugin, '', stop",
        "startPlugin, '', start"
    })
    void should_do_what_was_asked_and_tell_what_runs_now(
            String operation, String body, String said) {
        JsonObject plugin =
                bench.json(
                        operation, body.isEmpty() ? Bench.request() : Bench.request().json(body));
        assertEquals(said, bench.administration.said);
        assertEquals("x", bench.administration.of);
        assertEquals(
                new JsonObject(
                        """
                        {"object":"plugin","id":"acme","version":"1.1.0","state":"started",
                         "reason":null,"kinds":["endpoint"],"in_flight":2,"other_versions":[
                          {"version":"1.0.0","state":"draining","reason":null,"in_flight":3}]}\
                        """),
                plugin);
    }
}
