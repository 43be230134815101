// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Envelopes;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.IssuedKey;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `auto` keeps to the models that tier and budget allow, and a tier's list holds for every call.
class AllowedModelsTest {
    /// A call of `dear` is expected to cost half a dollar, one of `cheap` half a cent.
    @RegisterExtension
    private static final Fleet FLEET =
            new Fleet()
                    .with(
                            "shop",
                            """
                            type: openai
                            models: [dear, cheap, unpriced, dear-vectors, vectors]
                            """)
                    .shaped(
                            builder ->
                                    builder.set("tiers.pro.models", "cheap,*/unpr*")
                                            .file(
                                                    "models/shop.yaml",
                                                    """
                                                    - {id: shop/dear, in: 0, out: 1000, quality: 0.9}
                                                    - {id: shop/cheap, in: 0, out: 10, quality: 0.5}
                                                    - {id: shop/unpriced, quality: 0.1}
                                                    - {id: shop/dear-vectors, mode: embedding, in: 1000000, out: 0}
                                                    - {id: shop/vectors, mode: embedding, in: 1, out: 0}
                                                    """));

    private static final JsonObject EXPLAINED = Fleet.routing("explain", true);

    private static JsonObject key(String user) {
        return new JsonObject()
                .put("name", user)
                .put("user_id", user)
                .put("scopes", JsonArray.of("chat"));
    }

    private static JsonObject withBudget(JsonObject key, double usd) {
        return key.put("limits", new JsonObject().put("usd_per_day", usd));
    }

    private static ApiClient issued(JsonObject key) {
        ApiResponse made = FLEET.client().post(IssuedKey.KEYS, key.encode());
        assertEquals(200, made.status(), made::toString);
        return new ApiClient(FLEET.platform().address(), made.json().getString("secret"));
    }

    private static ApiResponse auto(ApiClient client) {
        return client.post(Gateway.CHAT, Fleet.request("auto:best", EXPLAINED).encode());
    }

    /// Why each candidate was left out, by its model.
    private static Map<String, String> rejections(ApiResponse answer) {
        return Fleet.objects(
                        Fleet.metadata(answer).getJsonObject("routing").getJsonArray("candidates"))
                .stream()
                .collect(
                        Collectors.toMap(
                                candidate -> candidate.getString("model"),
                                candidate -> String.valueOf(candidate.getString("rejected"))));
    }

    @Test
    void should_leave_out_what_costs_more_than_the_budget_has_left() {
        try (ApiClient key = issued(withBudget(key("thrifty"), 0.3))) {
            ApiResponse answer = auto(key);
            assertEquals(200, answer.status(), answer::toString);
            assertEquals("cheap", answer.json().getString("model"));
            assertEquals(
                    "would cost about $0.500000, and $0.300000 are left of the budget",
                    rejections(answer).get("dear"));
        }
    }

    @Test
    void should_go_to_what_has_no_price_when_the_budget_is_too_small_for_the_others() {
        try (ApiClient key = issued(withBudget(key("frugal"), 0.001))) {
            ApiResponse answer = auto(key);
            assertEquals(200, answer.status(), answer::toString);
            assertEquals("unpriced", answer.json().getString("model"));
            assertTrue(rejections(answer).getOrDefault("cheap", "").contains("$0.001000 are left"));
        }
    }

    @Test
    void should_be_402_when_the_budget_is_too_small_for_every_candidate() {
        JsonObject key = key("poor").put("models", JsonArray.of("dear", "shop/cheap"));
        try (ApiClient poor = issued(withBudget(key, 0.001))) {
            ApiResponse refused = auto(poor);
            Envelopes.assertError(refused, 402, "payment_required", "forge_budget_exceeded");
            String message = refused.error().getString("message");
            assertTrue(message.contains("shop/dear would cost about $0.500000"), message);
            assertTrue(message.contains("shop/cheap would cost about $0.005000"), message);
            assertEquals(0, FLEET.calls());
        }
    }

    @Test
    void should_choose_by_quality_when_there_is_money_for_all() {
        try (ApiClient key = issued(withBudget(key("rich"), 100))) {
            assertEquals("dear", auto(key).json().getString("model"));
        }
        ApiResponse unlimited = FLEET.chat("auto:best", EXPLAINED);
        assertEquals("dear", unlimited.json().getString("model"));
        assertNull(
                Fleet.objects(
                                Fleet.metadata(unlimited)
                                        .getJsonObject("routing")
                                        .getJsonArray("candidates"))
                        .getFirst()
                        .getString("rejected"));
    }

    private static ApiResponse embed(ApiClient client) {
        return client.post("/v1/embeddings", "{\"model\":\"auto\",\"input\":\"x\"}");
    }

    @Test
    void should_embed_by_the_first_model_that_the_budget_can_pay() {
        try (ApiClient rich = issued(withBudget(key("embeds"), 1_000));
                ApiClient thrifty = issued(withBudget(key("embeds-thriftily"), 0.3))) {
            assertEquals("dear-vectors", embed(rich).json().getString("model"));
            assertEquals("vectors", embed(thrifty).json().getString("model"));
        }
    }

    @Test
    void should_be_402_when_the_budget_is_too_small_for_every_embedding() {
        JsonObject key = key("embeds-poorly").put("models", JsonArray.of("dear-vectors"));
        try (ApiClient poor = issued(withBudget(key, 0.3))) {
            ApiResponse refused = embed(poor);
            Envelopes.assertError(refused, 402, "payment_required", "forge_budget_exceeded");
            String message = refused.error().getString("message");
            assertTrue(message.contains("shop/dear-vectors would cost about $"), message);
            assertTrue(message.contains("$0.300000 are left"), message);
        }
    }

    private static ApiClient ofPro(String user, String... scopes) {
        ApiResponse changed =
                FLEET.client()
                        .send(
                                "PUT",
                                "/v1/admin/users/" + user,
                                new JsonObject().put("tier", "pro").encode());
        assertEquals(200, changed.status(), changed::toString);
        return issued(key(user).put("scopes", new JsonArray(List.of(scopes))));
    }

    @Test
    void should_show_only_the_models_of_the_tier() {
        try (ApiClient key = ofPro("seer", "read")) {
            List<String> models =
                    Fleet.objects(key.get("/v1/models").json().getJsonArray("data")).stream()
                            .map(model -> model.getString("id"))
                            .filter(id -> id.startsWith("shop/"))
                            .sorted()
                            .toList();
            assertEquals(List.of("shop/cheap", "shop/unpriced"), models);
            ApiResponse hidden = key.get("/v1/models/shop/dear");
            Envelopes.assertError(hidden, 404, "not_found", "model_not_found");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dear", "shop/dear"})
    void should_be_404_when_a_named_model_is_not_of_the_tier(String model) {
        try (ApiClient key = ofPro("named", "chat")) {
            ApiResponse refused = key.post(Gateway.CHAT, Fleet.request(model, EXPLAINED).encode());
            Envelopes.assertError(refused, 404, "not_found", "model_not_found");
            assertEquals(0, FLEET.calls());
        }
    }

    @Test
    void should_choose_among_the_models_of_the_tier() {
        try (ApiClient key = ofPro("chooser", "chat")) {
            ApiResponse answer = auto(key);
            assertEquals("cheap", answer.json().getString("model"));
            assertEquals(2, rejections(answer).size());
        }
    }
}
