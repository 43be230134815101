// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.upstream.EmbeddingReply;

import com.openai.client.OpenAIClient;
import com.openai.errors.NotFoundException;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

@TestInstance(Lifecycle.PER_CLASS)
class SdkModelsTest {
    @RegisterExtension
    private static final Gateway GATEWAY =
            Gateway.with(platform -> platform.provider("box", "type: sandbox\n"));

    @SuppressWarnings("NullAway.Init")
    private OpenAIClient client;

    @BeforeAll
    void open() {
        client = Sdk.of(GATEWAY);
    }

    @AfterAll
    void close() {
        client.close();
    }

    @Test
    void should_list_the_models_of_all_instances_when_asked() {
        List<String> ids = client.models().list().data().stream().map(Model::id).toList();
        assertTrue(ids.contains("up/fake"), ids::toString);
        assertTrue(ids.contains("box/sandbox-chat"), ids::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"up/fake", "fake", "box/sandbox-chat"})
    void should_give_the_model_when_its_id_is_known(String id) {
        assertTrue(client.models().retrieve(id).id().endsWith(id));
    }

    @Test
    void should_throw_not_found_when_the_id_is_unknown() {
        assertThrows(NotFoundException.class, () -> client.models().retrieve("up/none/such"));
    }

    @Test
    void should_give_the_vectors_when_embedding() {
        GATEWAY.answer(EmbeddingReply.of(8));
        CreateEmbeddingResponse answer =
                client.embeddings()
                        .create(
                                EmbeddingCreateParams.builder()
                                        .model("fake")
                                        .inputOfArrayOfStrings(List.of("a", "b"))
                                        .build());
        for (int i = 0; i < 2; i++) {
            float[] expected = EmbeddingReply.vector(List.of("a", "b").get(i), 8);
            List<Float> vector = answer.data().get(i).embedding();
            for (int at = 0; at < expected.length; at++) {
                assertEquals(expected[at], vector.get(at));
            }
            assertEquals(i, answer.data().get(i).index());
        }
        // what the SDK asks for by itself
        assertEquals("base64", GATEWAY.received().json().getString("encoding_format"));
    }

    @Test
    void should_give_the_same_vectors_when_tokens_are_embedded_twice() {
        EmbeddingCreateParams params =
                EmbeddingCreateParams.builder()
                        .model("box/sandbox-embedding")
                        .inputOfArrayOfTokenArrays(List.of(List.of(1L, 2L), List.of(3L)))
                        .build();
        CreateEmbeddingResponse answer = client.embeddings().create(params);
        assertEquals(2, answer.data().size());
        assertEquals(
                answer.data().getFirst().embedding(),
                client.embeddings().create(params).data().getFirst().embedding());
    }
}
