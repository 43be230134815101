// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.spi.admin.Accounts.AccountChange;
import ai.optimaforge.spi.admin.Limits;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;

/// Accounts have limits for each user of their keys.
class AccountResourceTest {
    private static final JsonObject DOCUMENT =
            new JsonObject(
                    """
                    {"object":"account","id":"acme","limits":null,"created_at":1795600800}\
                    """);

    private final Bench bench = new Bench();

    @Test
    void should_change_the_limits_when_they_are_said() {
        JsonObject account =
                bench.json(
                        "updateAccount",
                        Bench.request()
                                .json(
                                        "{\"limits\":{\"requests_per_minute\":5,\"usd_per_day\":2}}"));
        Limits limits =
                new Limits(
                        Optional.of(5L),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(2.0),
                        Optional.empty());
        assertEquals(
                new AccountChange(Optional.of(Optional.of(limits))), bench.administration.said);
        assertEquals("acme", bench.administration.of);
        assertEquals(DOCUMENT, account);
    }

    @Test
    void should_have_the_tiers_limits_again_when_they_are_null() {
        bench.json("updateAccount", Bench.request().json("{\"limits\":null}"));
        assertEquals(new AccountChange(Optional.of(Optional.empty())), bench.administration.said);
    }

    @Test
    void should_change_nothing_when_nothing_is_said() {
        bench.json("updateAccount", Bench.request().json("{}"));
        assertEquals(new AccountChange(Optional.empty()), bench.administration.said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'limits':5} | invalid_value | limits",
                "{'limits':{'concurrent':-1}} | invalid_value | limits.concurrent",
                "{'limits':{'rpm':1}} | unknown_field | limits.rpm",
                "{'tier':'pro'} | unknown_field | tier",
            })
    void should_refuse_when_what_is_said_will_not_do(String body, String code, String param) {
        bench.refused("updateAccount", Bench.request().json(body.replace('\'', '"')), code, param);
    }

    @Test
    void should_read_and_list_accounts_by_their_ids() {
        assertEquals(DOCUMENT, bench.json("getAccount", Bench.request()));
        JsonObject list = bench.json("listAccounts", Bench.request());
        assertEquals("acme", list.getString("first_id"));
        assertEquals(DOCUMENT, list.getJsonArray("data").getJsonObject(0));
    }
}
