// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.callers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Chunks;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.SseReply;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

/// What is taken from a caller is gone at once, in calls that last too.
class RevokedKeyTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    private static final String BODY = "{\"model\":\"fake\",\"messages\":[{}]}";

    private Operator operator;

    @BeforeEach
    void operator() {
        operator = new Operator(GATEWAY.client(), GATEWAY.platform().address());
    }

    @Test
    void should_refuse_a_key_when_it_is_revoked() {
        JsonObject key = operator.key("gone", "chat");
        try (ApiClient client = operator.with(key)) {
            assertEquals(200, client.post(Gateway.CHAT, BODY).status());
            operator.revoke(key);
            ApiResponse refused = client.post(Gateway.CHAT, BODY);
            assertEquals(401, refused.status());
            assertEquals("invalid_api_key", refused.error().getString("code"));
            assertEquals(401, client.post(Gateway.CHAT, BODY).status(), "on the same connection");
        }
    }

    @Test
    void should_end_a_stream_with_an_error_when_its_key_is_revoked() {
        GATEWAY.answer(SseReply.ofData(Chunks.delta("{\"content\":\"a\"}")).stallAfter(1));
        JsonObject key = operator.key("streaming", "chat");
        try (ApiClient client = operator.with(key);
                EventStream stream = client.stream(Gateway.CHAT, Chunks.REQUEST)) {
            assertEquals(200, stream.status());
            stream.skip();
            operator.revoke(key);
            List<String> rest = stream.rest();
            JsonObject last = EventStream.json(rest.getLast());
            assertEquals("invalid_api_key", last.getJsonObject("error").getString("code"));
            assertTrue(rest.stream().noneMatch(EventStream.DONE::equals));
        }
        GATEWAY.received().awaitAbort(Gateway.SOON);
    }

    @Test
    void should_refuse_all_keys_when_their_user_is_disabled() {
        try (ApiClient client = operator.client("barred", "chat")) {
            assertEquals(200, client.post(Gateway.CHAT, BODY).status());
            operator.change("barred", new JsonObject().put("disabled", true));
            ApiResponse refused = client.post(Gateway.CHAT, BODY);
            assertEquals(403, refused.status());
            assertEquals("user_disabled", refused.error().getString("code"));
            operator.change("barred", new JsonObject().put("disabled", false));
            assertEquals(200, client.post(Gateway.CHAT, BODY).status());
        }
    }

    @Test
    void should_take_both_secrets_while_a_key_is_rotated() {
        JsonObject key = operator.key("turning", "chat");
        ApiResponse rotated =
                GATEWAY.client()
                        .post(
                                "/v1/admin/keys/" + key.getString("id") + "/rotate",
                                "{\"overlap_seconds\":60}");
        assertEquals(200, rotated.status(), rotated::text);
        try (ApiClient old = operator.with(key);
                ApiClient renewed = operator.with(rotated.json())) {
            assertEquals(200, old.post(Gateway.CHAT, BODY).status());
            assertEquals(200, renewed.post(Gateway.CHAT, BODY).status());
        }
    }

    @Test
    void should_close_operations_and_hide_models_when_a_feature_is_off() {
        try (ApiClient client = operator.client("silent", "chat", "read")) {
            // one that chats, and the local one, which embeds
            assertEquals(2, client.get("/v1/models").json().getJsonArray("data").size());
            operator.feature("silent", "chat", false);
            ApiResponse refused = client.post(Gateway.CHAT, BODY);
            assertEquals(403, refused.status());
            assertEquals("feature_disabled", refused.error().getString("code"));
            assertEquals(1, client.get("/v1/models").json().getJsonArray("data").size());
            operator.feature("silent", "chat", true);
            assertEquals(200, client.post(Gateway.CHAT, BODY).status());
        }
    }

    @Test
    void should_know_only_some_models_when_the_key_is_for_those() {
        JsonObject other = new JsonObject().put("models", new JsonArray().add("another"));
        try (ApiClient client = operator.with(operator.key(other, "choosy", "chat", "read"))) {
            ApiResponse refused = client.post(Gateway.CHAT, BODY);
            assertEquals(404, refused.status());
            assertEquals("model_not_found", refused.error().getString("code"));
            assertEquals(0, client.get("/v1/models").json().getJsonArray("data").size());
        }
    }

    @Test
    void should_answer_without_metadata_when_the_key_does_without() {
        JsonObject plain = new JsonObject().put("forge_metadata", false);
        try (ApiClient client = operator.with(operator.key(plain, "plain", "chat"))) {
            ApiResponse answer = client.post(Gateway.CHAT, BODY);
            assertEquals(200, answer.status());
            assertFalse(answer.json().containsKey("forge_metadata"), answer::text);
        }
    }

    @Test
    void should_do_a_write_once_when_its_idempotency_key_comes_twice() {
        String spec = "{\"name\":\"once\",\"user_id\":\"once\",\"scopes\":[\"chat\"]}";
        ApiResponse first = once(spec);
        ApiResponse second = once(spec);
        assertEquals(first.json().getString("id"), second.json().getString("id"));
        assertTrue(first.json().getString("secret").startsWith("forge_sk_"));
        assertTrue(second.json().containsKey("secret"));
        assertNull(second.json().getString("secret"));
        ApiResponse other = once(spec.replace("once", "other"));
        assertEquals(409, other.status());
        assertEquals("idempotency_conflict", other.error().getString("code"));
    }

    private static ApiResponse once(String spec) {
        return GATEWAY.client()
                .send(
                        "/v1/admin/keys",
                        request ->
                                request.POST(BodyPublishers.ofString(spec))
                                        .setHeader("content-type", "application/json")
                                        .setHeader("idempotency-key", "the-same"));
    }
}
