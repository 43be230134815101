// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Envelopes;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.IssuedKey;
import ai.optimaforge.distribution.support.Waiting;
import ai.optimaforge.testing.client.ApiResponse;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

/// Users, who need not be made, and what they may.
class UsersTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    private static final String USERS = "/v1/admin/users/";
    private static final String LIMITS = "/v1/admin/rate-limits/";
    private static final String CHAT = "{\"model\":\"fake\",\"messages\":[{}]}";
    private static final Duration IN_FORCE = Duration.ofSeconds(2);

    @Test
    void should_have_the_default_tier_when_nothing_is_known_of_a_user() {
        JsonObject user = GATEWAY.client().get(USERS + "never.seen@example.com").json();
        assertEquals("never.seen@example.com", user.getString("id"));
        assertEquals("free", user.getString("tier"));
        assertNull(user.getValue("created_at"));
    }

    @Test
    void should_have_the_tiers_limits_when_the_tier_changes() {
        JsonObject free = GATEWAY.client().get(LIMITS + "bob").json();
        assertEquals("bob", free.getString("userId"));
        assertEquals(10, window(free, "requests_per_minute").getInteger("limit"));
        assertEquals(100, window(free, "requests_per_day").getInteger("limit"));
        assertEquals(10_000, window(free, "tokens_per_minute").getInteger("limit"));
        assertEquals(2, window(free, "concurrent").getInteger("limit"));

        JsonObject user = change("bob", "{\"tier\":\"pro\"}").json();
        assertEquals("pro", user.getString("tier"));
        assertTrue(user.getLong("created_at") > 0);
        JsonObject pro =
                Waiting.until(
                        IN_FORCE,
                        () -> GATEWAY.client().get(LIMITS + "bob").json(),
                        limits -> limits.getString("tier").equals("pro"));
        assertEquals(100, window(pro, "requests_per_minute").getInteger("limit"));

        change("bob", "{\"tier\":\"enterprise\"}");
        JsonObject enterprise =
                Waiting.until(
                        IN_FORCE,
                        () -> GATEWAY.client().get(LIMITS + "bob").json(),
                        limits -> limits.getString("tier").equals("enterprise"));
        assertNull(enterprise.getJsonObject("limits").getValue("requests_per_minute"));
        assertNull(enterprise.getJsonObject("limits").getValue("budget_usd"));
    }

    private static JsonObject window(JsonObject limits, String name) {
        return limits.getJsonObject("limits").getJsonObject(name);
    }

    @Test
    void should_have_limits_of_its_own_until_they_are_taken_back() {
        JsonObject user = change("carol", "{\"limits\":{\"requests_per_minute\":7}}").json();
        assertEquals(7, user.getJsonObject("limits").getInteger("requests_per_minute"));
        assertNull(user.getJsonObject("limits").getValue("usd_per_day"));
        assertNull(change("carol", "{\"limits\":null}").json().getValue("limits"));
    }

    @Test
    void should_be_refused_while_a_user_is_disabled() {
        try (IssuedKey key = IssuedKey.of(GATEWAY, "dave", "chat")) {
            assertEquals(200, key.client().post(Gateway.CHAT, CHAT).status());
            change("dave", "{\"disabled\":true}");
            ApiResponse refused =
                    Waiting.until(
                            IN_FORCE,
                            () -> key.client().post(Gateway.CHAT, CHAT),
                            answer -> answer.status() != 200);
            Envelopes.assertError(refused, 403, "permission_error", "user_disabled");
            change("dave", "{\"disabled\":false}");
            Waiting.until(
                    IN_FORCE,
                    () -> key.client().post(Gateway.CHAT, CHAT),
                    answer -> answer.status() == 200);
        }
    }

    @Test
    void should_be_listed_when_something_is_known_of_a_user() {
        change("erin", "{\"tier\":\"pro\"}");
        String list = GATEWAY.client().get("/v1/admin/users?limit=100").text();
        assertTrue(list.contains("\"id\":\"erin\""), list);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "%2A", "..", "a%2Fb", "%C3%BC"})
    void should_refuse_when_it_is_no_user_id(String user) {
        for (String path : new String[] {USERS, LIMITS, "/v1/features/"}) {
            ApiResponse answer = GATEWAY.client().get(path + user);
            assertTrue(answer.status() == 422 || answer.status() == 404, answer::toString);
            assertTrue(answer.json().containsKey("error"), answer::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'tier':'gold'} | invalid_value | tier",
                "{'limits':{'concurrent':'many'}} | invalid_value | limits.concurrent",
                "{'limits':{'rpm':5}} | unknown_field | limits.rpm",
                "{'tiers':'pro'} | unknown_field | tiers",
            })
    void should_name_the_field_when_a_change_will_not_do(String body, String code, String param) {
        ApiResponse answer = change("frank", body.replace('\'', '"'));
        assertEquals(422, answer.status(), answer::toString);
        assertEquals(code, answer.error().getString("code"));
        assertEquals(param, answer.error().getString("param"));
    }

    private static ApiResponse change(String user, String body) {
        return GATEWAY.client().send("PUT", USERS + user, body);
    }
}
