// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.model.Ability;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.anthropic.AnthropicWire;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;

class ModelsTest extends ProviderTest {
    private List<ModelInfo> models(String... pages) {
        for (String page : pages) {
            upstream.next(HttpReply.ok().body(Json.of(page)));
        }
        return loop.call(provider::models);
    }

    @Test
    void should_list_models_with_what_the_upstream_knows_of_them() {
        var models = loop.call(provider::models);
        assertEquals(
                List.of("fake-adaptive", "fake-chat", "fake-old"),
                models.stream().map(ModelInfo::id).toList());
        ModelInfo chat = models.get(1);
        assertEquals(ModelMode.CHAT, chat.mode());
        assertEquals(1_735_689_600, chat.created());
        assertEquals("Fake fake-chat", chat.description());
        assertEquals(OptionalLong.of(200_000), chat.facts().context());
        assertEquals(OptionalLong.of(64_000), chat.facts().maxOutput());
        assertTrue(chat.facts().abilities().orElseThrow().contains(Ability.REASONING));
        assertTrue(models.get(2).facts().lacks(Ability.REASONING));
        assertTrue(models.get(2).facts().lacks(Ability.PDF));
        var request = upstream.nextRequest(SOON);
        assertEquals("GET /v1/models?limit=1000", request.method() + " " + request.target());
        assertEquals("2023-06-01", request.header("anthropic-version"));
        assertEquals(TestConfig.KEY, request.header("x-api-key"));
    }

    @Test
    void should_ask_for_the_next_page_when_there_is_more() {
        var models =
                models(
                        "{'data':[{'id':'a'}],'has_more':true,'last_id':'a/b'}",
                        "{'data':[{'id':'c'}],'has_more':false,'last_id':'c'}");
        assertEquals(List.of("a", "c"), models.stream().map(ModelInfo::id).toList());
        upstream.nextRequest(SOON);
        assertEquals("/v1/models?limit=1000&after_id=a%2Fb", upstream.nextRequest(SOON).target());
    }

    @Test
    void should_give_up_when_the_pages_do_not_end() {
        upstream.always(HttpReply.ok().body(Json.of("{'data':[],'has_more':true,'last_id':'a'}")));
        assertEquals(Failure.GARBLED, loop.failure(provider::models).failure());
    }

    @Test
    void should_take_a_model_when_it_says_no_more_than_its_id() {
        var model = models("{'data':[{'id':'m','created_at':'soon'},{},{'id':''}]}").getFirst();
        assertEquals(0, model.created());
        assertTrue(model.facts().abilities().isEmpty());
        assertTrue(model.facts().context().isEmpty());
    }

    @Test
    void should_leave_a_model_out_when_it_is_retired_and_say_when_one_will_be() {
        var models =
                models(
                        "{'data':[{'id':'gone','lifecycle':'retired'},"
                                + "{'id':'old','lifecycle':'deprecated',"
                                + "'retires_at':'2027-01-31T00:00:00Z'}]}");
        assertEquals(1, models.size());
        assertEquals(LocalDate.of(2027, 1, 31), models.getFirst().facts().retires().orElseThrow());
    }

    @Test
    void should_do_as_the_list_says_when_a_model_is_called() {
        loop.call(provider::models);
        upstream.nextRequest(SOON);
        String asked =
                "{'model':'%s','reasoning_effort':'low','temperature':0.5,"
                        + "'messages':[{'role':'user','content':'hi'}]}";
        whole(chat(asked.formatted("fake-adaptive")));
        var adaptive = sent();
        assertEquals("adaptive", adaptive.getJsonObject("thinking").getString("type"));
        assertEquals(128_000, adaptive.getInteger("max_tokens"));
        assertFalse(adaptive.containsKey("temperature"));
        whole(chat(asked.formatted("fake-old")));
        var old = sent();
        assertFalse(old.containsKey("thinking"));
        assertEquals(0.5, old.getDouble("temperature"));
    }

    @Test
    void should_fail_when_the_upstream_does() {
        upstream.next(AnthropicWire.error(401, "invalid x-api-key"), HttpReply.ok().body("no"));
        assertEquals(401, loop.failure(provider::models).status());
        assertEquals(Failure.GARBLED, loop.failure(provider::models).failure());
    }
}
