// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Envelopes;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.IssuedKey;
import ai.optimaforge.distribution.support.Waiting;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// A key's life, from the first answer to the last refusal.
class KeysTest {
    @RegisterExtension
    private static final Gateway GATEWAY =
            Gateway.with(builder -> builder.set("identity.default-tier", "enterprise"));

    private static final String CHAT = "{\"model\":\"fake\",\"messages\":[{}]}";

    /// In force on every node within so long.
    private static final Duration IN_FORCE = Duration.ofSeconds(2);

    @Test
    void should_do_what_its_scopes_say_when_a_key_is_new() {
        try (IssuedKey key = IssuedKey.of(GATEWAY, "alice", "chat")) {
            assertTrue(key.document().getString("secret").startsWith("forge_sk_"));
            assertEquals(200, key.client().post(Gateway.CHAT, CHAT).status());
            Envelopes.assertError(
                    key.client().get(IssuedKey.KEYS),
                    403,
                    "permission_error",
                    "insufficient_scope");
        }
    }

    @Test
    void should_never_show_the_secret_again() {
        try (IssuedKey key = IssuedKey.of(GATEWAY, "alice", "chat")) {
            String secret = key.document().getString("secret");
            for (String path :
                    List.of(key.path(), IssuedKey.KEYS, "/v1/admin/audit", "/v1/admin/status")) {
                ApiResponse answer = GATEWAY.client().get(path);
                assertEquals(200, answer.status(), answer::toString);
                assertFalse(answer.text().contains(secret), path);
            }
            JsonObject read = GATEWAY.client().get(key.path()).json();
            JsonObject made = key.document().copy();
            made.remove("secret");
            read.remove("last_used_at");
            made.remove("last_used_at");
            assertEquals(made, read);
        }
    }

    @Test
    void should_be_refused_when_a_key_is_revoked() {
        try (IssuedKey key = IssuedKey.of(GATEWAY, "alice", "chat")) {
            assertEquals(200, key.client().post(Gateway.CHAT, CHAT).status());
            for (int times = 0; times < 2; times++) {
                assertEquals(
                        new JsonObject()
                                .put("id", key.id())
                                .put("object", "key.deleted")
                                .put("deleted", true),
                        GATEWAY.client().send("DELETE", key.path(), "").json());
            }
            ApiResponse refused =
                    Waiting.until(
                            IN_FORCE,
                            () -> key.client().post(Gateway.CHAT, CHAT),
                            answer -> answer.status() != 200);
            Envelopes.assertError(refused, 401, "authentication_error", "invalid_api_key");
            JsonObject read = GATEWAY.client().get(key.path()).json();
            assertTrue(read.getLong("revoked_at") > 0, read::encode);
        }
    }

    @Test
    void should_take_both_secrets_for_a_while_when_a_key_is_rotated() {
        try (IssuedKey key = IssuedKey.of(GATEWAY, "alice", "chat");
                ApiClient rotated = rotated(key, "{\"overlap_seconds\":600}")) {
            assertEquals(200, key.client().post(Gateway.CHAT, CHAT).status());
            assertEquals(200, rotated.post(Gateway.CHAT, CHAT).status());
        }
    }

    @Test
    void should_refuse_the_old_secret_when_a_key_is_rotated_without_overlap() {
        try (IssuedKey key = IssuedKey.of(GATEWAY, "alice", "chat");
                ApiClient rotated = rotated(key, "{\"overlap_seconds\":0}")) {
            ApiResponse refused =
                    Waiting.until(
                            IN_FORCE,
                            () -> key.client().post(Gateway.CHAT, CHAT),
                            answer -> answer.status() != 200);
            assertEquals(401, refused.status());
            assertEquals(200, rotated.post(Gateway.CHAT, CHAT).status());
        }
    }

    private static ApiClient rotated(IssuedKey key, String body) {
        JsonObject answer = GATEWAY.client().post(key.path() + "/rotate", body).json();
        String secret = answer.getString("secret");
        assertNotEquals(key.document().getString("secret"), secret);
        return new ApiClient(GATEWAY.platform().address(), secret);
    }

    @Test
    void should_change_what_is_given_and_nothing_else() {
        try (IssuedKey key =
                IssuedKey.of(
                        GATEWAY,
                        new JsonObject()
                                .put("name", "before")
                                .put("user_id", "alice")
                                .put("models", JsonArray.of("up/fake")))) {
            JsonObject changed =
                    GATEWAY.client()
                            .send("PATCH", key.path(), "{\"name\":\"after\",\"models\":null}")
                            .json();
            assertEquals("after", changed.getString("name"));
            assertNull(changed.getValue("models"));
            assertEquals(key.document().getJsonArray("scopes"), changed.getJsonArray("scopes"));
            assertEquals(changed, GATEWAY.client().get(key.path()).json());
        }
    }

    @Test
    void should_keep_its_labels_until_others_are_given() {
        JsonObject labels = new JsonObject().put("team", "search").put("cost.center_4-B", "");
        JsonObject body =
                new JsonObject().put("name", "n").put("user_id", "alice").put("labels", labels);
        try (IssuedKey key = IssuedKey.of(GATEWAY, body)) {
            assertEquals(labels, key.document().getJsonObject("labels"));
            GATEWAY.client().send("PATCH", key.path(), "{\"name\":\"other\"}");
            GATEWAY.client().post(key.path() + "/rotate", "");
            assertEquals(labels, labels(key));
            GATEWAY.client().send("PATCH", key.path(), "{\"labels\":{\"team\":\"ads\"}}");
            assertEquals(new JsonObject().put("team", "ads"), labels(key));
            GATEWAY.client().send("PATCH", key.path(), "{\"labels\":null}");
            assertEquals(new JsonObject(), labels(key));
        }
    }

    private static JsonObject labels(IssuedKey key) {
        return GATEWAY.client().get(key.path()).json().getJsonObject("labels");
    }

    @Test
    void should_take_as_many_and_as_long_labels_as_there_may_be_and_no_more() {
        JsonObject most = new JsonObject();
        IntStream.range(0, 16).forEach(i -> most.put("n".repeat(62) + (10 + i), "😀".repeat(256)));
        JsonObject body =
                new JsonObject().put("name", "n").put("user_id", "alice").put("labels", most);
        try (IssuedKey key = IssuedKey.of(GATEWAY, body)) {
            assertEquals(most, labels(key));
            refused(key, most.copy().put("one", "more"), "labels", "not 17");
            refused(key, new JsonObject().put("a b", ""), "labels", "not \"a b\"");
            refused(key, new JsonObject().put("", "x"), "labels", "not \"\"");
            refused(key, new JsonObject().put("n".repeat(65), ""), "labels", "1 to 64");
            refused(key, new JsonObject().put("team", "x".repeat(257)), "labels.team", "257");
            refused(key, new JsonObject().put("team", 7), "labels.team", "not 7");
            assertEquals(most, labels(key));
        }
    }

    private static void refused(IssuedKey key, JsonObject labels, String param, String message) {
        ApiResponse answer =
                GATEWAY.client()
                        .send("PATCH", key.path(), new JsonObject().put("labels", labels).encode());
        assertEquals(422, answer.status(), answer::toString);
        assertEquals("invalid_value", answer.error().getString("code"));
        assertEquals(param, answer.error().getString("param"));
        assertTrue(answer.error().getString("message").contains(message), answer::toString);
    }

    @Test
    void should_lose_a_scope_at_once_when_it_is_taken() {
        try (IssuedKey key = IssuedKey.of(GATEWAY, "alice", "chat", "read")) {
            GATEWAY.client().send("PATCH", key.path(), "{\"scopes\":[\"read\"]}");
            ApiResponse refused =
                    Waiting.until(
                            IN_FORCE,
                            () -> key.client().post(Gateway.CHAT, CHAT),
                            answer -> answer.status() != 200);
            Envelopes.assertError(refused, 403, "permission_error", "insufficient_scope");
            assertEquals(200, key.client().get("/v1/models").status());
        }
    }

    @Test
    void should_refuse_beyond_its_limit_when_a_key_has_one() {
        JsonObject body =
                new JsonObject()
                        .put("name", "slow")
                        .put("user_id", "alice")
                        .put("limits", new JsonObject().put("requests_per_minute", 2));
        try (IssuedKey key = IssuedKey.of(GATEWAY, body)) {
            // the minute may turn once meanwhile
            List<ApiResponse> answers =
                    IntStream.range(0, 5)
                            .mapToObj(call -> key.client().post(Gateway.CHAT, CHAT))
                            .toList();
            ApiResponse refused =
                    answers.stream().filter(answer -> answer.status() == 429).findFirst().get();
            assertEquals("rate_limit_exceeded", refused.error().getString("code"));
            int wait = Integer.parseInt(refused.header("retry-after"));
            assertTrue(wait >= 0 && wait <= 60, () -> "retry-after " + wait);
            assertEquals("2", answers.getFirst().header("x-ratelimit-limit"));
            assertEquals("1", answers.getFirst().header("x-ratelimit-remaining"));
        }
    }

    @Test
    void should_make_one_key_when_a_call_is_repeated() {
        String body = "{\"name\":\"once\",\"user_id\":\"alice\"}";
        JsonObject first = repeated("twice-told", body).json();
        JsonObject second = repeated("twice-told", body).json();
        assertTrue(first.getString("secret").startsWith("forge_sk_"));
        assertNull(second.getValue("secret"));
        assertEquals(first.getString("id"), second.getString("id"));
        Envelopes.assertError(
                repeated("twice-told", "{\"name\":\"other\",\"user_id\":\"alice\"}"),
                409,
                "conflict",
                "idempotency_conflict");
    }

    private static ApiResponse repeated(String idempotencyKey, String body) {
        return GATEWAY.client()
                .send(
                        IssuedKey.KEYS,
                        request ->
                                request.header("content-type", "application/json")
                                        .header("idempotency-key", idempotencyKey)
                                        .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void should_list_the_newest_first_in_parts() {
        try (IssuedKey older = IssuedKey.of(GATEWAY, "alice", "chat");
                IssuedKey newer = IssuedKey.of(GATEWAY, "alice", "chat")) {
            JsonObject first = GATEWAY.client().get(IssuedKey.KEYS + "?limit=1").json();
            assertEquals(newer.id(), first.getString("first_id"));
            assertEquals(true, first.getBoolean("has_more"));
            JsonObject next =
                    GATEWAY.client()
                            .get(IssuedKey.KEYS + "?limit=1&after=" + first.getString("last_id"))
                            .json();
            assertEquals(older.id(), next.getString("first_id"));
            JsonObject back =
                    GATEWAY.client().get(IssuedKey.KEYS + "?limit=1&before=" + older.id()).json();
            assertEquals(newer.id(), back.getString("first_id"));
        }
    }

    @Test
    void should_leave_a_record_of_every_change() {
        try (IssuedKey key = IssuedKey.of(GATEWAY, "alice", "chat")) {
            GATEWAY.client().send("PATCH", key.path(), "{\"name\":\"renamed\"}");
            GATEWAY.client().send("DELETE", key.path(), "");
            List<JsonObject> records =
                    Waiting.until(
                            Gateway.SOON, () -> records(key.id()), found -> found.size() >= 3);
            assertEquals(3, records.size(), records::toString);
            for (JsonObject record : records) {
                assertFalse(record.getString("action").isEmpty());
                assertTrue(record.getLong("created_at") > 0);
                assertFalse(record.getString("key_id").isEmpty());
            }
        }
    }

    private static List<JsonObject> records(String target) {
        JsonArray data =
                GATEWAY.client().get("/v1/admin/audit?limit=100").json().getJsonArray("data");
        return IntStream.range(0, data.size())
                .mapToObj(data::getJsonObject)
                .filter(record -> target.equals(record.getString("target")))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, '', ''",
        "PATCH, '', {}",
        "DELETE, '', ''",
        "POST, /rotate, ''",
    })
    void should_answer_404_when_there_is_no_such_key(String method, String more, String body) {
        ApiResponse answer =
                GATEWAY.client().send(method, IssuedKey.KEYS + "/key_none" + more, body);
        Envelopes.assertError(answer, 404, "not_found", "resource_not_found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{} | 400 | missing_parameter | name",
                "{'name':'x','user_id':'a b'} | 422 | invalid_value | user_id",
                "{'name':'x','user_id':'a','scopes':[]} | 422 | invalid_value | scopes",
                "{'name':'x','user_id':'a','scops':[]} | 422 | unknown_field | scops",
                "{'name':'x','user_id':'a','labels':[]} | 422 | invalid_value | labels",
                "{'name':'x','user_id':'a','labels':{'ü':''}} | 422 | invalid_value | labels",
                "{'name':'x','user_id':'a','expires_at':1} | 422 | invalid_value | expires_at",
            })
    void should_name_the_field_when_a_new_key_will_not_do(
            String body, int status, String code, String param) {
        ApiResponse answer = GATEWAY.client().post(IssuedKey.KEYS, body.replace('\'', '"'));
        assertEquals(status, answer.status(), answer::toString);
        assertEquals(code, answer.error().getString("code"));
        assertEquals(param, answer.error().getString("param"));
    }
}
