// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiResponse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.stream.IntStream;

/// Accounts, which need not be made, and what the users of their keys may.
class AccountsTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    private static final String ACCOUNTS = "/v1/admin/accounts/";

    @Test
    void should_have_no_limits_when_nothing_is_known_of_an_account() {
        JsonObject account = GATEWAY.client().get(ACCOUNTS + "never%20seen").json();
        assertEquals("never seen", account.getString("id"));
        assertNull(account.getValue("limits"));
        assertNull(account.getValue("created_at"));
    }

    @Test
    void should_have_limits_until_they_are_taken_back() {
        JsonObject account = change("acme", "{\"limits\":{\"usd_per_month\":7}}").json();
        assertEquals(7, account.getJsonObject("limits").getInteger("usd_per_month"));
        assertNull(account.getJsonObject("limits").getValue("concurrent"));
        assertTrue(account.getLong("created_at") > 0);
        assertEquals(account, change("acme", "{}").json(), "what is not given stays");
        assertEquals(account, GATEWAY.client().get(ACCOUNTS + "acme").json());
        assertNull(change("acme", "{\"limits\":null}").json().getValue("limits"));
        String list = GATEWAY.client().get("/v1/admin/accounts?limit=100").text();
        assertTrue(list.contains("\"id\":\"acme\""), list);
    }

    @Test
    void should_leave_a_record_of_every_change() {
        change("audited", "{\"limits\":{\"concurrent\":2}}");
        change("audited", "{\"limits\":null}");
        JsonArray data =
                GATEWAY.client().get("/v1/admin/audit?limit=100").json().getJsonArray("data");
        List<JsonObject> records =
                IntStream.range(0, data.size())
                        .mapToObj(data::getJsonObject)
                        .filter(record -> record.getString("target").equals("audited"))
                        .toList();
        assertEquals(2, records.size(), records::toString);
        JsonObject limits = new JsonObject().put("limits", new JsonObject().put("concurrent", 2));
        assertEquals("account.change", records.getFirst().getString("action"));
        assertEquals(limits, records.getFirst().getJsonObject("before"));
        assertEquals(limits, records.getLast().getJsonObject("after"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "acme | {'limits':{'concurrent':'many'}} | invalid_value | limits.concurrent",
                "acme | {'limits':{'rpm':5}} | unknown_field | limits.rpm",
                "acme | {'tier':'pro'} | unknown_field | tier",
                "%20 | {} | invalid_value | accountId",
                "LONG | {} | invalid_value | accountId",
            })
    void should_name_the_field_when_a_change_will_not_do(
            String id, String body, String code, String param) {
        ApiResponse answer = change(id.replace("LONG", "x".repeat(134)), body.replace('\'', '"'));
        assertEquals(422, answer.status(), answer::toString);
        assertEquals(code, answer.error().getString("code"));
        assertEquals(param, answer.error().getString("param"));
    }

    private static ApiResponse change(String account, String body) {
        return GATEWAY.client().send("PUT", ACCOUNTS + account, body);
    }
}
