// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Envelopes;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.Waiting;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.upstream.FakeUpstream;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Providers are looked at, tested and changed while the platform runs.
class ProvidersTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    private static final String UP = "/v1/admin/providers/up";
    private static final String CHAT = "{\"model\":\"up/fake\",\"messages\":[{}]}";

    @Test
    void should_show_an_instance_without_its_secrets() {
        JsonObject provider = GATEWAY.client().get(UP).json();
        assertEquals("up", provider.getString("id"));
        assertEquals("openai", provider.getString("type"));
        assertEquals(true, provider.getBoolean("enabled"));
        assertEquals("up", provider.getString("status"));
        assertFalse(provider.encode().contains(Gateway.UPSTREAM_KEY), provider::encode);
        JsonObject list = GATEWAY.client().get("/v1/admin/providers").json();
        assertEquals("up", list.getJsonArray("data").getJsonObject(0).getString("id"));
    }

    @Test
    void should_tell_whether_it_answers_when_it_is_tested() {
        JsonObject test = GATEWAY.client().send("POST", UP + "/test", "").json();
        assertEquals("provider.test", test.getString("object"));
        assertEquals(true, test.getBoolean("ok"), test::encode);
        assertEquals(1, test.getInteger("models"), test::encode);
        assertNull(test.getValue("error"));
    }

    @Test
    void should_go_elsewhere_at_once_when_the_address_changes() {
        String before = "{\"base_url\":\"" + GATEWAY.upstream().baseUrl() + "\"}";
        try (FakeUpstream other = FakeUpstream.start()) {
            ApiResponse changed =
                    GATEWAY.client()
                            .send(
                                    "PUT",
                                    UP,
                                    "{\"base_url\":\"%s\",\"api_key\":\"sk-of-the-other\"}"
                                            .formatted(other.baseUrl()));
            assertEquals(200, changed.status(), changed::toString);
            assertFalse(changed.text().contains("sk-of-the-other"), changed::toString);
            Waiting.until(
                    Gateway.SOON,
                    () -> {
                        GATEWAY.client().post(Gateway.CHAT, CHAT);
                        return chatsOf(other);
                    },
                    chats -> chats > 0);
        } finally {
            GATEWAY.client()
                    .send(
                            "PUT",
                            UP,
                            before.replace("}", ",\"api_key\":\"" + Gateway.UPSTREAM_KEY + "\"}"));
        }
        Waiting.until(
                Gateway.SOON,
                () -> GATEWAY.client().post(Gateway.CHAT, CHAT),
                answer -> answer.status() == 200);
    }

    /// How many chats came in with the other key since the last look.
    private static int chatsOf(FakeUpstream upstream) {
        int chats = 0;
        while (upstream.hasUnseen()) {
            var request = upstream.nextRequest(Gateway.SOON);
            if (request.path().endsWith("/chat/completions")) {
                assertEquals("Bearer sk-of-the-other", request.header("authorization"));
                chats++;
            }
        }
        return chats;
    }

    @Test
    void should_be_out_of_routing_while_it_is_disabled() {
        try {
            GATEWAY.client().send("PUT", UP, "{\"enabled\":false}");
            ApiResponse refused =
                    Waiting.until(
                            Gateway.SOON,
                            () -> GATEWAY.client().post(Gateway.CHAT, CHAT),
                            answer -> answer.status() != 200);
            assertTrue(refused.status() == 404 || refused.status() == 503, refused::toString);
            assertEquals(false, GATEWAY.client().get(UP).json().getBoolean("enabled"));
        } finally {
            GATEWAY.client().send("PUT", UP, "{\"enabled\":true}");
        }
        Waiting.until(
                Gateway.SOON,
                () -> GATEWAY.client().post(Gateway.CHAT, CHAT),
                answer -> answer.status() == 200);
    }

    @ParameterizedTest
    @CsvSource({"GET, '', ''", "PUT, '', {}", "POST, /test, ''"})
    void should_name_the_nearest_when_there_is_no_such_instance(
            String method, String more, String body) {
        ApiResponse answer = GATEWAY.client().send(method, "/v1/admin/providers/upp" + more, body);
        JsonObject error = Envelopes.assertError(answer, 404, "not_found", "resource_not_found");
        assertTrue(error.getString("message").contains("up"), error::encode);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'base_url':'ftp://x'} | 422",
                "{'base_url':'not a url'} | 422",
                "{'enabled':'yes'} | 422",
                "{'base-url':'http://x'} | 422",
                "{'timeouts':{'idle_ms':0}} | 422",
                "[] | 400",
            })
    void should_stay_as_it_is_when_a_change_will_not_do(String body, int status) {
        JsonObject before = GATEWAY.client().get(UP).json();
        ApiResponse answer = GATEWAY.client().send("PUT", UP, body.replace('\'', '"'));
        assertEquals(status, answer.status(), answer::toString);
        assertNotEquals("", answer.error().getString("message"));
        JsonObject after = GATEWAY.client().get(UP).json();
        assertEquals(before.getJsonObject("settings"), after.getJsonObject("settings"));
    }
}
