// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Chunks;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.Waiting;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.SseReply;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a call costs is told to the cent of a cent, and what a key may spend is held.
class CostTest {
    private static final double EXACT = 1e-12;

    @RegisterExtension
    private static final Fleet FLEET =
            new Fleet()
                    .with("preset", "preset: openai\nmodels: [gpt-4o-mini]\n")
                    .with("own", "type: openai\nmodels: [dear, free]\n")
                    .shaped(
                            builder ->
                                    builder.file(
                                            "models/own.yaml",
                                            """
                                            id: own/dear
                                            in: 10
                                            out: 20
                                            cached-in: 1
                                            cache-write: 12.5
                                            reasoning-out: 30
                                            in-above-200k: 20
                                            out-above-200k: 40
                                            """));

    private static final JsonObject STREAM = new JsonObject().put("stream", true);

    private static HttpReply using(String usage) {
        return HttpReply.ok()
                .body(
                        """
                        {"id":"c","object":"chat.completion","created":1,"model":"dear","choices":[{"index":0,"message":{"role":"assistant","content":"Hi there"},"finish_reason":"stop"}]%s}
                        """
                                .formatted(usage.isEmpty() ? "" : ",\"usage\":" + usage));
    }

    private static double cost(String usage) {
        FLEET.upstream("own").next(using(usage));
        JsonObject metadata = Fleet.metadata(FLEET.chat("own/dear"));
        assertNull(metadata.getBoolean("estimated"));
        return metadata.getDouble("cost_usd");
    }

    @Test
    void should_cost_what_the_facts_say_when_the_vendor_is_known_by_its_preset() {
        FLEET.upstream("preset").next(ChatReply.of("Hi").usage(1_000, 2_000));
        assertEquals(
                (1_000 * 0.15 + 2_000 * 0.6) / 1e6,
                Fleet.metadata(FLEET.chat("gpt-4o-mini")).getDouble("cost_usd"),
                EXACT);
    }

    @Test
    void should_cost_the_same_on_a_stream() {
        FLEET.upstream("preset").next(ChatReply.of("H", "i").usage(1_000, 2_000));
        assertEquals(
                (1_000 * 0.15 + 2_000 * 0.6) / 1e6,
                last("preset/gpt-4o-mini").getDouble("cost_usd"),
                EXACT);
    }

    private static JsonObject last(String model) {
        String request = Fleet.request(model, STREAM).encode();
        try (EventStream stream = FLEET.client().stream(Gateway.CHAT, request)) {
            return stream.chunks().getLast().getJsonObject("forge_metadata");
        }
    }

    @Test
    void should_count_tokens_of_the_cache_and_of_reasoning_at_their_own_prices() {
        assertEquals(
                (600 * 10 + 300 * 1 + 100 * 12.5 + 70 * 20 + 30 * 30) / 1e6,
                cost(
                        """
                        {"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100,
                         "prompt_tokens_details":{"cached_tokens":300,"cache_write_tokens":100},
                         "completion_tokens_details":{"reasoning_tokens":30}}
                        """),
                EXACT);
    }

    @Test
    void should_raise_all_prices_when_the_prompt_is_long() {
        assertEquals(
                (200_000 * 10 + 10 * 20) / 1e6,
                cost("{\"prompt_tokens\":200000,\"completion_tokens\":10,\"total_tokens\":200010}"),
                EXACT);
        assertEquals(
                (200_001 * 20 + 10 * 40) / 1e6,
                cost("{\"prompt_tokens\":200001,\"completion_tokens\":10,\"total_tokens\":200011}"),
                EXACT);
    }

    @Test
    void should_estimate_and_say_so_when_the_upstream_tells_no_usage() {
        FLEET.upstream("own").next(using(""));
        ApiResponse answer = FLEET.chat("own/dear");
        JsonObject metadata = Fleet.metadata(answer);
        assertEquals(true, metadata.getBoolean("estimated"), metadata::encode);
        JsonObject usage = answer.json().getJsonObject("usage");
        assertEquals(2, usage.getInteger("completion_tokens"));
        assertEquals(
                (usage.getInteger("prompt_tokens") * 10 + 2 * 20) / 1e6,
                metadata.getDouble("cost_usd"),
                EXACT);
    }

    @Test
    void should_estimate_on_a_stream_when_the_upstream_tells_no_usage() {
        FLEET.upstream("own")
                .next(
                        SseReply.ofData(
                                Chunks.delta("{\"content\":\"Hi there\"}"),
                                Chunks.last("stop"),
                                Chunks.DONE));
        JsonObject metadata = last("own/dear");
        assertEquals(true, metadata.getBoolean("estimated"), metadata::encode);
        assertTrue(metadata.getDouble("cost_usd") > 0, metadata::encode);
    }

    @Test
    void should_tell_no_cost_when_no_price_is_known() {
        JsonObject metadata = Fleet.metadata(FLEET.chat("own/free"));
        assertTrue(metadata.containsKey("cost_usd"));
        assertNull(metadata.getDouble("cost_usd"));
    }

    @Test
    void should_refuse_a_key_when_its_money_is_spent() {
        JsonObject key =
                new JsonObject()
                        .put("name", "poor")
                        .put("user_id", "poor")
                        .put("scopes", new JsonArray().add("chat"))
                        .put("limits", new JsonObject().put("usd_per_day", 0.01));
        String secret =
                FLEET.client().post("/v1/admin/keys", key.encode()).json().getString("secret");
        FLEET.upstream("own")
                .next(
                        using(
                                "{\"prompt_tokens\":900,\"completion_tokens\":100,\"total_tokens\":1000}"));
        String request = Fleet.request("own/dear", new JsonObject()).encode();
        try (ApiClient poor = new ApiClient(FLEET.platform().address(), secret)) {
            ApiResponse first = poor.post(Gateway.CHAT, request);
            assertEquals(200, first.status(), first::toString);
            ApiResponse refused =
                    Waiting.until(
                            Gateway.SOON,
                            () -> poor.post(Gateway.CHAT, request),
                            answer -> answer.status() != 200);
            assertEquals(402, refused.status(), refused::toString);
            assertEquals("forge_budget_exceeded", refused.error().getString("code"));
        }
        JsonObject row =
                Waiting.until(
                                Gateway.SOON,
                                () ->
                                        FLEET.client()
                                                .get("/v1/admin/usage?group_by=user")
                                                .json()
                                                .getJsonArray("data"),
                                rows -> rows.encode().contains("poor"))
                        .stream()
                        .map(JsonObject.class::cast)
                        .filter(each -> each.encode().contains("poor"))
                        .findFirst()
                        .orElseThrow();
        assertTrue(row.getDouble("cost_usd") >= 0.011, row::encode);
    }
}
