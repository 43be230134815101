// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.kept;

import static ai.optimaforge.distribution.kept.Responses.assertError;
import static ai.optimaforge.distribution.kept.Responses.ok;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.IssuedKey;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a conversation refuses, and to whom.
class ConversationsTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    private static final String PATH = "/v1/conversations";

    private static ApiClient client() {
        return GATEWAY.client();
    }

    private static String made() {
        return ok(client().post(PATH, "{}")).getString("id");
    }

    @Test
    void should_be_made_of_nothing() {
        ApiResponse made = client().send("POST", PATH, "");
        assertEquals(new JsonObject(), ok(made).getJsonObject("metadata"));
        JsonObject items = ok(client().get(PATH + "/" + made.json().getString("id") + "/items"));
        assertEquals(0, items.getJsonArray("data").size());
        assertEquals(null, items.getValue("first_id", "there"));
    }

    @Test
    void should_be_unknown_to_another_user() {
        String id = made();
        try (IssuedKey other = IssuedKey.of(GATEWAY, "other", "chat", "read")) {
            ApiClient stranger = other.client();
            String own = PATH + "/" + id;
            String item = "{\"items\":[{\"role\":\"user\",\"content\":\"x\"}]}";
            assertError(404, "conversation_not_found", stranger.get(own));
            assertError(404, "conversation_not_found", stranger.post(own, "{\"metadata\":{}}"));
            assertError(404, "conversation_not_found", stranger.send("DELETE", own, ""));
            assertError(404, "conversation_not_found", stranger.get(own + "/items"));
            assertError(404, "conversation_not_found", stranger.post(own + "/items", item));
            assertError(404, "conversation_not_found", stranger.get(own + "/items/msg_1"));
            assertError(
                    404, "conversation_not_found", stranger.send("DELETE", own + "/items/m", ""));
            assertError(
                    404,
                    "conversation_not_found",
                    stranger.post(
                            Responses.PATH,
                            Responses.request("x").put("conversation", id).encode()));
        }
    }

    @Test
    void should_know_no_item_that_it_does_not_have() {
        String id = made();
        assertError(404, "item_not_found", client().get(PATH + "/" + id + "/items/msg_1"));
        assertError(
                404, "item_not_found", client().send("DELETE", PATH + "/" + id + "/items/m", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"items\":[{\"type\":\"nonsense\"}]} | invalid_parameter | items[0].type",
                "{\"items\":[{\"type\":\"item_reference\",\"id\":\"x\"}]}"
                        + " | invalid_parameter | items[0].type",
                "{\"items\":\"x\"} | invalid_parameter | items",
                "{\"metadata\":{\"a\":1}} | invalid_parameter | metadata.a",
                "{\"metadata\":[]} | invalid_parameter | metadata"
            })
    void should_refuse_what_can_not_be(String body, String code, String param) {
        ApiResponse refused = client().post(PATH, body);
        assertError(400, code, refused);
        assertEquals(param, refused.error().getString("param"));
    }

    @Test
    void should_refuse_more_than_it_takes() {
        JsonObject metadata = new JsonObject();
        for (int i = 0; i < 17; i++) {
            metadata.put("key" + i, "x");
        }
        ApiResponse pairs =
                client().post(PATH, new JsonObject().put("metadata", metadata).encode());
        assertError(400, "invalid_parameter", pairs);
        String items = "{\"role\":\"user\",\"content\":\"x\"},".repeat(21);
        String body = "{\"items\":[" + items.substring(0, items.length() - 1) + "]}";
        ApiResponse many = client().post(PATH + "/" + made() + "/items", body);
        assertError(400, "invalid_parameter", many);
        assertEquals("items", many.error().getString("param"));
        assertError(400, "missing_parameter", client().post(PATH + "/" + made() + "/items", "{}"));
        assertError(400, "missing_parameter", client().post(PATH + "/" + made(), "{}"));
    }
}
