// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

import java.time.Duration;
import java.util.Set;

/// Features are listed, read and switched, and what is off can't be called.
class FeaturesTest {
    @RegisterExtension
    private static final Gateway GATEWAY =
            Gateway.with(builder -> builder.set("identity.default-tier", "enterprise"));

    private static final String CHAT = "{\"model\":\"fake\",\"messages\":[{}]}";
    private static final Duration IN_FORCE = Duration.ofSeconds(2);

    @Test
    void should_list_what_the_plugins_bring() {
        JsonObject list = GATEWAY.client().get("/v1/features").json();
        assertEquals("list", list.getString("object"));
        assertEquals(
                Set.of("id", "name", "description", "tier_required", "default_enabled", "plugin"),
                list.getJsonArray("data").getJsonObject(0).fieldNames());
        assertEquals("chat", list.getString("first_id"));
        assertEquals("embeddings", list.getString("last_id"));
    }

    @Test
    void should_tell_what_a_user_has_in_the_fixed_shape() {
        JsonObject features = GATEWAY.client().get("/v1/features/anna").json();
        assertEquals(Set.of("userId", "tier", "features", "limits"), features.fieldNames());
        assertEquals("anna", features.getString("userId"));
        assertEquals("enterprise", features.getString("tier"));
        assertEquals(
                new JsonObject("{\"enabled\":true,\"tier_required\":\"free\"}"),
                features.getJsonObject("features").getJsonObject("chat"));
    }

    @Test
    void should_refuse_calls_while_a_feature_is_off() {
        try (IssuedKey key = IssuedKey.of(GATEWAY, "bert", "chat", "read", "features")) {
            assertEquals(200, key.client().post(Gateway.CHAT, CHAT).status());
            ApiResponse off = key.client().post("/v1/features/bert/chat", "{\"enabled\":false}");
            assertEquals(200, off.status(), off::toString);
            assertEquals(
                    false,
                    off.json()
                            .getJsonObject("features")
                            .getJsonObject("chat")
                            .getBoolean("enabled"));
            ApiResponse refused =
                    Waiting.until(
                            IN_FORCE,
                            () -> key.client().post(Gateway.CHAT, CHAT),
                            answer -> answer.status() != 200);
            Envelopes.assertError(refused, 403, "permission_error", "feature_disabled");
            assertEquals(200, GATEWAY.client().post(Gateway.CHAT, CHAT).status(), "others can");
            key.client().post("/v1/features/bert/chat", "{\"enabled\":true}");
            Waiting.until(
                    IN_FORCE,
                    () -> key.client().post(Gateway.CHAT, CHAT),
                    answer -> answer.status() == 200);
        }
    }

    @Test
    void should_switch_for_others_only_when_the_key_may_administer() {
        try (IssuedKey key = IssuedKey.of(GATEWAY, "carl", "read", "features")) {
            for (ApiResponse answer :
                    new ApiResponse[] {
                        key.client().get("/v1/features/other"),
                        key.client().post("/v1/features/other/chat", "{\"enabled\":false}")
                    }) {
                Envelopes.assertError(answer, 403, "permission_error", "insufficient_scope");
            }
        }
        ApiResponse answer =
                GATEWAY.client().post("/v1/features/other/chat", "{\"enabled\":false}");
        assertEquals(200, answer.status(), answer::toString);
    }

    @Test
    void should_name_the_nearest_when_there_is_no_such_feature() {
        ApiResponse answer = GATEWAY.client().post("/v1/features/dora/chta", "{\"enabled\":true}");
        JsonObject error = Envelopes.assertError(answer, 404, "not_found", "resource_not_found");
        assertTrue(error.getString("message").contains("chat"), error::encode);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{} | 400 | missing_parameter | enabled",
                "{'enabled':1} | 422 | invalid_value | enabled",
                "{'enabled':true,'x':1} | 422 | unknown_field | x",
            })
    void should_name_the_field_when_what_is_said_will_not_do(
            String body, int status, String code, String param) {
        ApiResponse answer =
                GATEWAY.client().post("/v1/features/dora/chat", body.replace('\'', '"'));
        assertEquals(status, answer.status(), answer::toString);
        assertEquals(code, answer.error().getString("code"));
        assertEquals(param, answer.error().getString("param"));
    }
}
