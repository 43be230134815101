// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.optimaforge.spi.ForgeException;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Providers are looked at, tested and changed.
class ProviderResourceTest {
    private final Bench bench = new Bench();

    @Test
    void should_show_an_instance_and_its_settings() {
        JsonObject document =
                new JsonObject(
                        """
                        {"object":"provider","id":"openai","type":"openai",
                         "origin":"file conf/providers/openai.yaml","enabled":true,"status":"up",
                         "problem":null,"models":68,"latency_ms":45,"open_circuits":[],
                         "settings":{"api-key":"***","base-url":"https://api.openai.com/v1"}}\
                        """);
        assertEquals(document, bench.json("getProvider", Bench.request()));
        JsonObject list = bench.json("listProviders", Bench.request());
        assertEquals(document, list.getJsonArray("data").getJsonObject(0));
        assertEquals(false, list.getBoolean("has_more"));
    }

    @Test
    void should_say_it_as_a_file_would_when_a_setting_changes() {
        bench.json(
                "updateProvider",
                Bench.request()
                        .json(
                                """
                                {"enabled":false,"base_url":"http://host/v1","api_key":"sk-1",
                                 "models":["a"],"weight":2,
                                 "timeouts":{"connect_ms":5000,"first_byte_ms":1,"idle_ms":2}}\
                                """));
        assertEquals(
                new JsonObject(
                        """
                        {"enabled":false,"base-url":"http://host/v1","api-key":"sk-1",
                         "models":["a"],"weight":2,"connect-timeout":"5000 ms",
                         "first-byte-timeout":"1 ms","idle-timeout":"2 ms"}\
                        """),
                new JsonObject(bench.administration.said.toString()));
        assertEquals("x", bench.administration.of);
    }

    @Test
    void should_say_nothing_of_what_is_not_given() {
        bench.json("updateProvider", Bench.request().json("{\"api_key\":null}"));
        assertEquals(new JsonObject(), bench.administration.said);
    }

    @Test
    void should_lift_the_allow_list_when_it_is_null() {
        bench.json("updateProvider", Bench.request().json("{\"models\":null}"));
        assertEquals(new JsonObject().putNull("models"), bench.administration.said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'enabled':1} | invalid_value | enabled",
                "{'base_url':''} | invalid_value | base_url",
                "{'base_url':7} | invalid_value | base_url",
                "{'models':'a'} | invalid_value | models",
                "{'weight':-1} | invalid_value | weight",
                "{'timeouts':5} | invalid_value | timeouts",
                "{'timeouts':{'connect_ms':0}} | invalid_value | timeouts.connect_ms",
                "{'timeouts':{'connect':5}} | unknown_field | timeouts.connect",
                "{'base-url':'http://x'} | unknown_field | base-url",
                "{'type':'sandbox'} | unknown_field | type",
            })
    void should_refuse_when_what_is_said_will_not_do(String body, String code, String param) {
        bench.refused("updateProvider", Bench.request().json(body.replace('\'', '"')), code, param);
    }

    @Test
    void should_not_repeat_the_key_when_it_will_not_do() {
        ForgeException refused =
                bench.refused(
                        "updateProvider",
                        Bench.request().json("{\"api_key\":{\"value\":\"sk-secret\"}}"),
                        "invalid_value",
                        "api_key");
        assertFalse(refused.message().contains("sk-secret"));
    }

    @Test
    void should_tell_what_came_of_a_test() {
        assertEquals(
                new JsonObject(
                        """
                        {"object":"provider.test","id":"x","ok":false,"latency_ms":3,"models":0,
                         "error":"the connection broke"}\
                        """),
                bench.json("testProvider", Bench.request()));
    }
}
