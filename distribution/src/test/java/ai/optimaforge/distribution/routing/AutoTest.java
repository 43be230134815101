// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.client.EventStream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/// `auto` chooses a model that can, by what the call needs and what the caller, the operator and
/// the key want, and says why.
class AutoTest {
    @RegisterExtension
    private static final Fleet FLEET =
            new Fleet()
                    .with("shop", "type: openai\nmodels: [big, seeing, tooling, long, small]\n")
                    .with("eu", "type: openai\nmodels: [local]\n")
                    .shaped(
                            builder ->
                                    builder.file(
                                                    "models/shop.yaml",
                                                    """
                                                    - {id: shop/big, can: [json_schema], context: 8000, in: 10, out: 30, quality: 0.95}
                                                    - {id: shop/seeing, can: [vision], context: 8000, in: 5, out: 15, quality: 0.7}
                                                    - {id: shop/tooling, can: [tools], context: 8000, in: 1, out: 3, quality: 0.6}
                                                    - {id: shop/long, can: [pdf], context: 200000, in: 2, out: 6, quality: 0.5}
                                                    - {id: shop/small, can: [system], context: 4000, in: 0.05, out: 0.1, quality: 0.3}
                                                    - {id: eu/local, can: [system], context: 4000, quality: 0.2}
                                                    """)
                                            .file(
                                                    "routing.yaml",
                                                    """
                                                    policies:
                                                      europe:
                                                        candidates: ["eu/*"]
                                                    rules:
                                                      - name: translations
                                                        when: {work: [translation]}
                                                        candidates: [shop/seeing]
                                                    """));

    private static String model(ApiResponse answer) {
        assertEquals(200, answer.status(), answer::toString);
        return answer.json().getString("model");
    }

    private static JsonObject saying(Object content) {
        JsonObject message = new JsonObject().put("role", "user").put("content", content);
        return new JsonObject().put("messages", new JsonArray().add(message));
    }

    private static JsonObject image() {
        return saying(
                new JsonArray()
                        .add(
                                new JsonObject()
                                        .put("type", "image_url")
                                        .put(
                                                "image_url",
                                                new JsonObject()
                                                        .put(
                                                                "url",
                                                                "data:image/png;base64,AA=="))));
    }

    private static JsonObject tools() {
        JsonObject function = new JsonObject().put("name", "f");
        return new JsonObject()
                .put(
                        "tools",
                        new JsonArray()
                                .add(
                                        new JsonObject()
                                                .put("type", "function")
                                                .put("function", function)));
    }

    private static JsonObject schema() {
        return new JsonObject().put("response_format", new JsonObject().put("type", "json_schema"));
    }

    @Test
    void should_choose_a_model_that_can_do_what_the_call_needs() {
        assertEquals("seeing", model(FLEET.chat("auto", image())));
        assertEquals("tooling", model(FLEET.chat("auto", tools())));
        assertEquals("big", model(FLEET.chat("auto:cheap", schema())));
    }

    @Test
    void should_choose_a_model_whose_context_is_long_enough() {
        JsonObject book = saying("word and another word, ".repeat(4_000));
        assertEquals("long", model(FLEET.chat("auto", book)));
    }

    @ParameterizedTest
    @CsvSource({"auto:best, big", "auto:cheap, small", "auto:europe, local"})
    void should_go_by_a_policy_that_is_named(String policy, String model) {
        assertEquals(model, model(FLEET.chat(policy)));
    }

    @Test
    void should_go_by_the_operators_rules() {
        ApiResponse answer = FLEET.chat("auto", saying("Translate this."));
        assertEquals("seeing", model(answer));
        String reason = Fleet.metadata(answer).getJsonObject("routing").getString("reason");
        assertTrue(reason.startsWith("rule translations: translation work; best of 6"), reason);
    }

    @Test
    void should_go_by_how_much_the_caller_minds_costs() {
        JsonObject hard = saying("Prove the theorem, and calculate what follows.");
        assertEquals(
                "big",
                model(
                        FLEET.chat(
                                "auto", hard.copy().mergeIn(Fleet.routing("costSensitivity", 0)))));
        assertEquals(
                "small",
                model(
                        FLEET.chat(
                                "auto:cheap",
                                hard.copy().mergeIn(Fleet.routing("costSensitivity", 1)))));
    }

    @Test
    void should_tell_of_all_candidates_when_it_is_asked_to_explain() {
        JsonObject explained = image().mergeIn(Fleet.routing("explain", true));
        ApiResponse answer = FLEET.chat("auto", explained);
        JsonObject routing = Fleet.metadata(answer).getJsonObject("routing");
        assertEquals(6, routing.getJsonArray("candidates").size());
        JsonObject chosen = candidate(answer, "seeing");
        assertNull(chosen.getString("rejected"));
        assertEquals(0.7, chosen.getDouble("quality"));
        assertTrue(chosen.getDouble("cost_usd") > 0);
        assertEquals("shop", chosen.getString("provider"));
        assertEquals("lacks vision", candidate(answer, "big").getString("rejected"));
        assertEquals("lacks vision", candidate(answer, "local").getString("rejected"));
        assertNull(candidate(answer, "local").getDouble("cost_usd"));
        assertTrue(routing.getString("reason").contains("needs vision"), routing::encode);
    }

    @Test
    void should_tell_the_reason_on_a_stream_too() {
        String request = Fleet.request("auto:best", new JsonObject().put("stream", true)).encode();
        try (EventStream stream = FLEET.client().stream(Gateway.CHAT, request)) {
            JsonObject metadata = stream.chunks().getLast().getJsonObject("forge_metadata");
            assertTrue(
                    metadata.getJsonObject("routing").getString("reason").startsWith("auto:best: "),
                    metadata::encode);
            assertNull(metadata.getJsonObject("routing").getJsonArray("candidates"));
        }
    }

    @Test
    void should_say_why_each_candidate_cannot_when_none_can() {
        ApiResponse answer = FLEET.chat("auto", image().mergeIn(tools()));
        assertEquals(503, answer.status(), answer::toString);
        assertEquals("forge_routing_failed", answer.error().getString("code"));
        String message = answer.error().getString("message");
        for (String reason : List.of("shop/seeing lacks tools", "shop/tooling lacks vision")) {
            assertTrue(message.contains(reason), message);
        }
        assertEquals(0, FLEET.calls());
    }

    @Test
    void should_refuse_an_ability_that_the_named_model_lacks_and_name_those_that_have_it() {
        ApiResponse answer = FLEET.chat("shop/big", image());
        assertEquals(400, answer.status(), answer::toString);
        assertEquals("model", answer.error().getString("param"));
        assertEquals(
                "The model shop/big cannot do vision, which the request asks for. These can:"
                        + " shop/seeing.",
                answer.error().getString("message"));
        assertEquals(0, FLEET.calls());
        assertEquals(200, FLEET.chat("shop/seeing", image()).status());
    }

    @Test
    void should_choose_only_what_the_key_may_call() {
        JsonObject key =
                new JsonObject()
                        .put("name", "narrow")
                        .put("user_id", "narrow")
                        .put("scopes", new JsonArray().add("chat").add("read"))
                        .put("models", new JsonArray().add("shop/small").add("tooling"));
        String secret =
                FLEET.client().post("/v1/admin/keys", key.encode()).json().getString("secret");
        try (ApiClient narrow = new ApiClient(FLEET.platform().address(), secret)) {
            String best = Fleet.request("auto:best", new JsonObject()).encode();
            assertEquals("tooling", model(narrow.post(Gateway.CHAT, best)));
            String big = Fleet.request("shop/big", new JsonObject()).encode();
            ApiResponse refused = narrow.post(Gateway.CHAT, big);
            assertEquals(404, refused.status(), refused::toString);
            String picture = Fleet.request("auto", image()).encode();
            ApiResponse none = narrow.post(Gateway.CHAT, picture);
            assertEquals(503, none.status(), none::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto:chaep", "auto:"})
    void should_be_not_found_when_there_is_no_such_policy(String name) {
        ApiResponse answer = FLEET.chat(name);
        assertEquals(404, answer.status(), answer::toString);
        assertEquals("model_not_found", answer.error().getString("code"));
        assertTrue(answer.error().getString("message").contains("cheap"), answer::toString);
    }

    @ParameterizedTest
    @CsvSource({"costSensitivity, 1.5", "costSensitivity, -1", "maxRetries, 11"})
    void should_name_the_option_when_it_is_out_of_range(String option, double value) {
        Object number = value == Math.rint(value) ? (Object) (int) value : (Object) value;
        ApiResponse answer = FLEET.chat("auto", Fleet.routing(option, number));
        assertEquals(422, answer.status(), answer::toString);
        assertEquals("forge.routing." + option, answer.error().getString("param"));
        assertTrue(
                answer.error().getString("message").contains(String.valueOf(number)),
                answer::toString);
    }

    @Test
    void should_move_the_rating_when_an_answer_is_rated_once() {
        String creative = "Write a poem";
        JsonObject explained = saying(creative).mergeIn(Fleet.routing("explain", true));
        ApiResponse before = FLEET.chat("auto:best", explained);
        String id = before.json().getString("id");
        assertTrue(id.startsWith("forge-"), id);
        String rating =
                new JsonObject().put("id", id).put("rating", -1).put("comment", "no").encode();
        ApiResponse rated = FLEET.client().post("/v1/feedback", rating);
        assertEquals(200, rated.status(), rated::toString);
        assertEquals(id, rated.json().getString("id"));
        double after = quality(FLEET.chat("auto:best", explained), model(before));
        assertEquals(quality(before, model(before)) - 16.0 / 2_000, after, 1e-6);
    }

    private static double quality(ApiResponse answer, String model) {
        return candidate(answer, model).getDouble("quality");
    }

    private static JsonObject candidate(ApiResponse answer, String model) {
        return Fleet.objects(
                        Fleet.metadata(answer).getJsonObject("routing").getJsonArray("candidates"))
                .stream()
                .filter(candidate -> candidate.getString("model").equals(model))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"forge-nobody\",\"rating\":1} | 404 | id",
                "{\"id\":\"forge-x\",\"rating\":1.5} | 422 | rating",
                "{\"id\":\"forge-x\",\"rating\":\"good\"} | 422 | rating",
                "{\"id\":\"forge-x\"} | 422 | rating",
                "{\"rating\":1} | 422 | id",
                "{\"id\":\"forge-x\",\"rating\":1,\"stars\":5} | 422 | stars",
                "{\"id\":\"forge-x\",\"rating\":1,\"comment\":7} | 422 | comment",
            })
    void should_refuse_feedback_that_is_none(String body, int status, String param) {
        ApiResponse answer = FLEET.client().post("/v1/feedback", body);
        assertEquals(status, answer.status(), answer::toString);
        assertEquals(param, answer.error().getString("param"), answer::toString);
    }
}
