// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.google.GeminiError;
import ai.optimaforge.testing.upstream.google.GeminiModelListReply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.OptionalLong;

class ModelsTest extends ProviderTest {
    private List<ModelInfo> models() {
        return loop.call(provider::models);
    }

    @Test
    void should_tell_what_the_upstream_tells_of_a_model() {
        upstream.next(GeminiModelListReply.of("gemini-2.5-pro", "gemini-embedding-001"));
        List<ModelInfo> models = models();
        ModelInfo chat = models.getFirst();
        assertEquals("gemini-2.5-pro", chat.id());
        assertEquals(ModelMode.CHAT, chat.mode());
        assertEquals("google", chat.ownedBy());
        assertEquals("The model gemini-2.5-pro", chat.description());
        assertEquals(OptionalLong.of(1_048_576), chat.facts().context());
        assertEquals(OptionalLong.of(65_536), chat.facts().maxOutput());
        assertEquals(ModelMode.EMBEDDING, models.getLast().mode());
        assertEquals("/v1beta/models?pageSize=1000", upstream.nextRequest(SOON).target());
    }

    @Test
    void should_read_every_page_when_there_are_several() {
        upstream.next(
                GeminiModelListReply.of("a").next("to/ken+="),
                GeminiModelListReply.of("b").next("last"),
                GeminiModelListReply.of("c"));
        assertEquals(List.of("a", "b", "c"), models().stream().map(ModelInfo::id).toList());
        upstream.nextRequest(SOON);
        assertEquals(
                "/v1beta/models?pageSize=1000&pageToken=to%2Fken%2B%3D",
                upstream.nextRequest(SOON).target());
    }

    @Test
    void should_stop_when_the_list_never_ends() {
        upstream.always(GeminiModelListReply.of("a").next("again"));
        assertFalse(models().isEmpty());
        assertEquals(20, upstream.requests().size());
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash, generateContent, CHAT",
        "gemma-3-27b-it, generateContent, CHAT",
        "gemini-2.5-flash-image, generateContent, OTHER",
        "gemini-2.5-pro-preview-tts, generateContent, OTHER",
        "gemini-embedding-001, embedContent, EMBEDDING",
        "imagen-4.0-generate-001, predict, OTHER",
        "gemini-live-2.5-flash, bidiGenerateContent, OTHER",
        "aqa, generateAnswer, OTHER",
    })
    void should_know_what_a_model_is_for_when_the_list_says(
            String id, String method, ModelMode mode) {
        upstream.next(
                HttpReply.ok()
                        .body(
                                "{\"models\":[{\"name\":\"models/%s\",\"supportedGenerationMethods\":[\"%s\"]}]}"
                                        .formatted(id, method)));
        assertEquals(mode, models().getFirst().mode());
    }

    @Test
    void should_take_a_model_when_it_says_no_more_than_its_name() {
        upstream.next(HttpReply.ok().body("{\"models\":[{\"name\":\"models/m\"},{},7]}"));
        List<ModelInfo> models = models();
        assertEquals(1, models.size());
        assertEquals(ModelMode.CHAT, models.getFirst().mode());
        assertEquals(OptionalLong.empty(), models.getFirst().facts().context());
    }

    @Test
    void should_fail_when_the_upstream_does() {
        upstream.next(GeminiError.badKey(), HttpReply.ok().body("no"));
        assertEquals(401, loop.failure(provider::models).status());
        assertEquals(Failure.GARBLED, loop.failure(provider::models).failure());
    }
}
