// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.upstream.HttpReply;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What is known of each model is told, leads calls, and follows a model that is gone.
class CatalogueTest {
    @RegisterExtension
    private static final Fleet FLEET =
            new Fleet()
                    .with(
                            "openai",
                            "preset: openai\nmodels: [gpt-4o-mini, text-embedding-3-small]\n")
                    .with("own", "type: openai\nmodels: [mine, newer-2]\n")
                    .with("one", "type: openai\nmodels: [good]\ngroup: twins\n")
                    .with("two", "type: openai\nmodels: [good]\ngroup: twins\n")
                    .with("stale", "type: openai\nmodels: [fresh]\n")
                    .shaped(
                            builder ->
                                    builder.file(
                                            "models/own.yaml",
                                            """
                                            - {id: own/mine, can: [tools], context: 1000, aliases: [house, the-best]}
                                            - {id: openai/gpt-4o-mini, in: 9, out: 9}
                                            - {id: stale/old, retires: 2020-01-01, successor: fresh}
                                            """));

    private static List<JsonObject> models(String query) {
        ApiResponse answer = FLEET.client().get("/v1/models" + query);
        assertEquals(200, answer.status(), answer::toString);
        return Fleet.objects(answer.json().getJsonArray("data"));
    }

    private static Set<String> ids(String query) {
        Set<String> ids = new TreeSet<>();
        models(query).forEach(model -> ids.add(model.getString("id")));
        return ids;
    }

    @Test
    void should_tell_what_is_known_of_a_model() {
        JsonObject forge =
                FLEET.client().get("/v1/models/openai/gpt-4o-mini").json().getJsonObject("forge");
        assertEquals("openai", forge.getString("instance"));
        assertEquals("chat", forge.getString("mode"));
        assertTrue(forge.getJsonArray("can").contains("vision"), forge::encode);
        assertEquals(9, forge.getJsonObject("prices").getDouble("input"), forge::encode);
        JsonObject unknown =
                FLEET.client().get("/v1/models/own/newer-2").json().getJsonObject("forge");
        assertNull(unknown.getValue("can"));
        assertNull(unknown.getValue("prices"));
    }

    @Test
    void should_list_the_models_that_are_asked_for() {
        assertEquals(Set.of("own/mine", "own/newer-2"), ids("?provider=own"));
        assertEquals(
                Set.of("openai/text-embedding-3-small"), ids("?mode=embedding&provider=openai"));
        assertEquals(Set.of("openai/gpt-4o-mini", "own/mine"), ids("?can=tools"));
        assertEquals(Set.of("openai/gpt-4o-mini"), ids("?can=tools,vision"));
        assertEquals(Set.of(), ids("?provider=nobody"));
        assertTrue(ids("").contains("twins/good"));
        assertEquals(Set.of("twins/good"), ids("?provider=twins"));
    }

    @ParameterizedTest
    @CsvSource({"mode, video", "can, sight"})
    void should_refuse_a_filter_that_is_none(String name, String value) {
        ApiResponse answer = FLEET.client().get("/v1/models?" + name + "=" + value);
        assertEquals(400, answer.status(), answer::toString);
        assertEquals(name, answer.error().getString("param"));
        assertTrue(answer.error().getString("message").contains(value), answer::toString);
    }

    @ParameterizedTest
    @CsvSource({"house, mine", "the-best, mine", "mine, mine", "own/mine, mine", "good, good"})
    void should_lead_there_by_any_of_its_names(String name, String model) {
        assertEquals(model, FLEET.chat(name).json().getString("model"));
    }

    @Test
    void should_share_the_load_of_a_group_and_lead_to_its_members_by_name() {
        Set<String> providers = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            providers.add(Fleet.metadata(FLEET.chat("twins/good")).getString("provider"));
        }
        assertEquals(Set.of("one", "two"), providers);
        assertEquals("two", Fleet.metadata(FLEET.chat("two/good")).getString("provider"));
    }

    @Test
    void should_lead_to_the_successor_of_a_model_that_is_gone() {
        FLEET.upstream("stale")
                .when(
                        request -> request.model().equals("old"),
                        HttpReply.error(404, "t", "model_not_found", "no model old"));
        ApiResponse answer = FLEET.chat("old");
        assertEquals(200, answer.status(), answer::toString);
        assertEquals("fresh", answer.json().getString("model"));
        JsonArray notices = Fleet.metadata(answer).getJsonArray("notices");
        assertEquals(
                new JsonArray().add("model old is retired; its successor stale/fresh answered"),
                notices);
        assertTrue(
                answer.header("warning").startsWith("299 - \"model old is retired"),
                answer::toString);
    }

    @Test
    void should_name_those_near_when_a_model_is_not_there() {
        ApiResponse answer = FLEET.chat("own2/mine");
        assertEquals(404, answer.status());
        assertEquals("model_not_found", answer.error().getString("code"));
        assertTrue(answer.error().getString("message").contains("own/mine"), answer::toString);
    }
}
