// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.spi.admin.Limits;
import ai.optimaforge.spi.admin.Users.UserChange;
import ai.optimaforge.spi.feature.Tier;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;

/// Users have a tier, limits of their own, and what is left of them.
class UserResourceTest {
    private final Bench bench = new Bench();

    @Test
    void should_change_all_when_all_is_said() {
        JsonObject user =
                bench.json(
                        "updateUser",
                        Bench.request()
                                .json(
                                        """
                                        {"tier":"ultimate","limits":{"usd_per_day":5},
                                         "disabled":true}\
                                        """));
        assertEquals(
                new UserChange(
                        Optional.of(Tier.ULTIMATE),
                        Optional.of(
                                Optional.of(
                                        new Limits(
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.of(5.0),
                                                Optional.empty()))),
                        Optional.of(true)),
                bench.administration.said);
        assertEquals(
                new JsonObject(
                        """
                        {"object":"user","id":"u","tier":"pro","limits":null,"disabled":false,
                         "created_at":null}\
                        """),
                user);
    }

    @Test
    void should_have_the_tiers_limits_again_when_they_are_null() {
        bench.json("updateUser", Bench.request().json("{\"limits\":null}"));
        assertEquals(
                new UserChange(Optional.empty(), Optional.of(Optional.empty()), Optional.empty()),
                bench.administration.said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'tier':'gold'} | invalid_value | tier",
                "{'tier':'PRO'} | invalid_value | tier",
                "{'tier':1} | invalid_value | tier",
                "{'disabled':'yes'} | invalid_value | disabled",
                "{'limits':{'usd_per_day':-1}} | invalid_value | limits.usd_per_day",
                "{'limits':{'usd_per_day':'5'}} | invalid_value | limits.usd_per_day",
                "{'limits':{'requests_per_minute':1.5}} | invalid_value |"
                        + " limits.requests_per_minute",
                "{'limit':{}} | unknown_field | limit",
                "{'budget':5} | unknown_field | budget",
            })
    void should_refuse_when_what_is_said_will_not_do(String body, String code, String param) {
        bench.refused("updateUser", Bench.request().json(body.replace('\'', '"')), code, param);
    }

    @Test
    void should_tell_what_is_left_when_asked_for_the_limits() {
        assertEquals(
                new JsonObject(
                        """
                        {"userId":"u","tier":"pro","limits":{
                         "requests_per_minute":{"limit":100,"remaining":99,"reset":1795600860},
                         "requests_per_day":null,"tokens_per_minute":null,
                         "concurrent":{"limit":10,"in_use":1},
                         "budget_usd":{"limit":5.0,"spent":0.25,"reset":1795651200}}}\
                        """),
                bench.json("getRateLimits", Bench.request()));
    }

    @Test
    void should_list_users_by_their_ids() {
        JsonObject list = bench.json("listUsers", Bench.request());
        assertEquals("user_123", list.getString("first_id"));
        assertEquals("user_123", list.getJsonArray("data").getJsonObject(0).getString("id"));
    }
}
