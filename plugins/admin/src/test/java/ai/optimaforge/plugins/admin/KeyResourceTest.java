// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.optimaforge.spi.admin.Keys.KeyChange;
import ai.optimaforge.spi.admin.Keys.KeySpec;
import ai.optimaforge.spi.admin.Limits;
import ai.optimaforge.spi.admin.ListRequest;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keys are made, read, changed, rotated and revoked.
class KeyResourceTest {
    private static final long FAR_AWAY = 4102444800L;

    private static final JsonObject DOCUMENT =
            new JsonObject(
                    """
                    {"object":"key","id":"key_1","name":"CI","prefix":"forge_sk_9fQx",
                     "account_id":"acme","user_id":"user_123","scopes":["chat","read"],
                     "models":null,"limits":null,
                     "labels":{"stage":"test","team":"search"},"forge_metadata":true,"created_at":1795600800,
                     "expires_at":null,"last_used_at":1795604400,"revoked_at":null}\
                    """);

    private final Bench bench = new Bench();

    @Test
    void should_make_a_key_as_it_is_told_when_all_is_said() {
        bench.json(
                "createKey",
                Bench.request()
                        .json(
                                """
                                {"name":"CI","user_id":"user_123","account_id":"acme",
                                 "scopes":["chat","memory"],"models":["a/b"],
                                 "limits":{"requests_per_minute":60,"usd_per_month":25.5},
                                 "labels":{"team":"search","a.b_c-D":""},
                                 "forge_metadata":false,"expires_at":4102444800}\
                                """));
        assertEquals(
                new KeySpec(
                        "CI",
                        Optional.of("acme"),
                        "user_123",
                        Set.of("chat", "memory"),
                        Optional.of(Set.of("a/b")),
                        Optional.of(
                                new Limits(
                                        Optional.of(60L),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(25.5))),
                        Map.of("team", "search", "a.b_c-D", ""),
                        false,
                        Optional.of(FAR_AWAY)),
                bench.administration.said);
        assertEquals("key_test", bench.administration.of, "who did it");
    }

    @Test
    void should_take_the_defaults_when_the_least_is_said() {
        bench.json(
                "createKey",
                Bench.request().json("{\"name\":\"CI\",\"user_id\":\"u\",\"limits\":null}"));
        assertEquals(
                new KeySpec(
                        "CI",
                        Optional.empty(),
                        "u",
                        Set.of("chat", "read"),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        true,
                        Optional.empty()),
                bench.administration.said);
    }

    @Test
    void should_show_the_secret_only_when_it_is_new() {
        JsonObject made =
                bench.json(
                        "createKey", Bench.request().json("{\"name\":\"CI\",\"user_id\":\"u\"}"));
        assertEquals(DOCUMENT.copy().put("secret", "forge_sk_secret"), made);
        assertEquals(
                DOCUMENT.copy().put("secret", "forge_sk_other"),
                bench.json("rotateKey", Bench.request()));
        assertEquals(DOCUMENT, bench.json("getKey", Bench.request()));
        assertEquals(DOCUMENT, bench.json("updateKey", Bench.request().json("{}")));
        assertFalse(bench.json("listKeys", Bench.request()).encode().contains("secret"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{} | missing_parameter | name",
                "{'name':'CI'} | missing_parameter | user_id",
                "{'name':null,'user_id':'u'} | missing_parameter | name",
                "{'name':'','user_id':'u'} | invalid_value | name",
                "{'name':7,'user_id':'u'} | invalid_value | name",
                "{'name':'CI','user_id':'..'} | invalid_value | user_id",
                "{'name':'CI','user_id':'a b'} | invalid_value | user_id",
                "{'name':'CI','user_id':'*/*'} | invalid_value | user_id",
                "{'name':'CI','user_id':'u','scopes':['root']} | invalid_value | scopes",
                "{'name':'CI','user_id':'u','scopes':'chat'} | invalid_value | scopes",
                "{'name':'CI','user_id':'u','scopes':[1]} | invalid_value | scopes[0]",
                "{'name':'CI','user_id':'u','models':{}} | invalid_value | models",
                "{'name':'CI','user_id':'u','limits':5} | invalid_value | limits",
                "{'name':'CI','user_id':'u','limits':{'concurrent':-1}} | invalid_value |"
                        + " limits.concurrent",
                "{'name':'CI','user_id':'u','limits':{'rpm':1}} | unknown_field | limits.rpm",
                "{'name':'CI','user_id':'u','labels':['team']} | invalid_value | labels",
                "{'name':'CI','user_id':'u','labels':{'team':7}} | invalid_value | labels.team",
                "{'name':'CI','user_id':'u','labels':{'team':null}} | invalid_value |"
                        + " labels.team",
                "{'name':'CI','user_id':'u','label':{}} | unknown_field | label",
                "{'name':'CI','user_id':'u','forge_metadata':'no'} | invalid_value |"
                        + " forge_metadata",
                "{'name':'CI','user_id':'u','expires_at':1} | invalid_value | expires_at",
                "{'name':'CI','user_id':'u','expires_at':'soon'} | invalid_value | expires_at",
                "{'name':'CI','user_id':'u','id':'key_2'} | unknown_field | id",
                "{'name':'CI','user_id':'u','userId':'v'} | unknown_field | userId",
                "{'name':'CI','name':'CD','user_id':'u'} | invalid_parameter | name",
                "[] | invalid_json | ''",
            })
    void should_refuse_a_new_key_when_what_is_said_will_not_do(
            String body, String code, String param) {
        bench.refused(
                "createKey",
                Bench.request().json(body.replace('\'', '"')),
                code,
                param.replace("''", ""));
    }

    @Test
    void should_change_only_what_is_given() {
        bench.json("updateKey", Bench.request().json("{\"name\":\"CD\",\"expires_at\":null}"));
        assertEquals(
                new KeyChange(
                        Optional.of("CD"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Optional.empty())),
                bench.administration.said);
        assertEquals("x", bench.administration.of);
    }

    @Test
    void should_take_restrictions_back_when_they_are_null() {
        bench.json(
                "updateKey",
                Bench.request().json("{\"models\":null,\"limits\":null,\"labels\":null}"));
        assertEquals(
                new KeyChange(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Optional.empty()),
                        Optional.of(Optional.empty()),
                        Optional.of(Map.of()),
                        Optional.empty(),
                        Optional.empty()),
                bench.administration.said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_id", "account_id", "secret", "prefix", "revoked_at", "key"})
    void should_refuse_a_change_when_it_is_of_what_stays(String field) {
        bench.refused(
                "updateKey",
                Bench.request().json("{\"" + field + "\":\"x\"}"),
                "unknown_field",
                field);
    }

    @ParameterizedTest
    @CsvSource({"'', 3600", "{}, 3600", "{\"overlap_seconds\":0}, 0"})
    void should_let_the_old_secret_work_for_a_while_when_rotating(String body, long seconds) {
        bench.json("rotateKey", Bench.request().json(body));
        assertEquals(Duration.ofSeconds(seconds), bench.administration.said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "2592001", "\"1 h\"", "1.5"})
    void should_refuse_to_rotate_when_the_overlap_will_not_do(String overlap) {
        bench.refused(
                "rotateKey",
                Bench.request().json("{\"overlap_seconds\":" + overlap + "}"),
                "invalid_value",
                "overlap_seconds");
    }

    @Test
    void should_say_that_it_is_gone_when_a_key_is_revoked() {
        assertEquals(
                new JsonObject("{\"id\":\"key_1\",\"object\":\"key.deleted\",\"deleted\":true}"),
                bench.json("revokeKey", Bench.request()));
        assertEquals("x", bench.administration.of);
    }

    @Test
    void should_list_the_part_that_is_asked_for() {
        JsonObject list =
                bench.json("listKeys", Bench.request().query("limit", "7").query("after", "key_0"));
        assertEquals(
                new ListRequest(7, Optional.of("key_0"), Optional.empty(), true),
                bench.administration.said);
        assertEquals(DOCUMENT, list.getJsonArray("data").getJsonObject(0));
        assertEquals("key_1", list.getString("last_id"));
        bench.administration.said = "nothing";
        bench.refused(
                "listKeys", Bench.request().query("limit", "1000"), "invalid_parameter", "limit");
    }
}
