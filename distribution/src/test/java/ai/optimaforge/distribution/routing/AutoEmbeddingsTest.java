// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.upstream.HttpReply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Embeddings go to the same model elsewhere when an upstream fails, and never to another model.
class AutoEmbeddingsTest {
    @RegisterExtension
    private static final Fleet FLEET =
            new Fleet()
                    .with("a", "type: openai\nmodels: [vectors]\n")
                    .with("b", "type: openai\nmodels: [vectors]\n")
                    .with("c", "type: openai\nmodels: [others]\n")
                    .shaped(
                            builder ->
                                    builder.set("providers.order", "a, b, c")
                                            .file(
                                                    "models/all.yaml",
                                                    """
                                                    - {id: a/vectors, mode: embedding}
                                                    - {id: b/vectors, mode: embedding}
                                                    - {id: c/others, mode: embedding}
                                                    """));

    private static ApiResponse embed() {
        return FLEET.client().post("/v1/embeddings", "{\"model\":\"auto\",\"input\":\"x\"}");
    }

    @Test
    void should_go_to_the_same_model_elsewhere_when_the_first_fails() {
        FLEET.upstream("a").always(HttpReply.status(500));
        assertEquals(200, embed().status());
        FLEET.upstream("b").always(HttpReply.status(500));
        assertEquals(502, embed().status());
    }
}
