// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.testing.upstream.HttpReply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ModelsTest extends ProviderTest {
    private List<ModelInfo> models(String body) {
        upstream.next(HttpReply.ok().body(body));
        return loop.call(provider::models);
    }

    @Test
    void should_list_models_when_the_upstream_has_some() {
        var model =
                models("{\"data\":[{\"id\":\"a/b\",\"created\":17,\"owned_by\":\"acme\"}]}")
                        .getFirst();
        assertEquals("a/b", model.id());
        assertEquals(17, model.created());
        assertEquals("acme", model.ownedBy());
        assertEquals("GET /v1/models", requestLine());
    }

    private String requestLine() {
        var request = upstream.nextRequest(SOON);
        return request.method() + " " + request.target();
    }

    @Test
    void should_take_a_model_when_it_says_no_more_than_its_id() {
        var model = models("{\"data\":[{\"id\":\"m\",\"created\":\"x\"},{},7]}").getFirst();
        assertEquals(0, model.created());
        assertEquals("", model.ownedBy());
    }

    @Test
    void should_take_the_list_when_it_stands_bare() {
        assertEquals("m", models("[{\"id\":\"m\"}]").getFirst().id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":null}", "{\"object\":\"list\"}", "[]"})
    void should_have_no_models_when_the_upstream_lists_none(String body) {
        assertEquals(List.of(), models(body));
    }

    @Test
    void should_fail_when_the_upstream_does() {
        upstream.next(HttpReply.error(401, "t", "c", "No."), HttpReply.ok().body("no"));
        assertEquals(401, loop.failure(provider::models).status());
        assertEquals(Failure.GARBLED, loop.failure(provider::models).failure());
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, CHAT",
        "meta-llama/Llama-3.3-70B-Instruct, CHAT",
        "qwen2.5-vl:7b, CHAT",
        "text-embedding-3-small, EMBEDDING",
        "nomic-embed-text:latest, EMBEDDING",
        "BAAI/bge-m3, EMBEDDING",
        "Qwen/Qwen3-Embedding-8B, EMBEDDING",
        "BAAI/bge-reranker-v2-m3, OTHER",
        "whisper-1, OTHER",
        "gpt-4o-mini-tts, OTHER",
        "gpt-4o-transcribe, OTHER",
        "gpt-4o-realtime-preview, OTHER",
        "gpt-audio, OTHER",
        "dall-e-3, OTHER",
        "gpt-image-1, OTHER",
        "chatgpt-image-latest, OTHER",
        "sora-2, OTHER",
        "omni-moderation-latest, OTHER",
        "davinci-002, OTHER",
    })
    void should_guess_what_a_model_is_for_when_its_id_says_so(String id, ModelMode mode) {
        assertEquals(mode, ModelWords.mode(id));
    }
}
