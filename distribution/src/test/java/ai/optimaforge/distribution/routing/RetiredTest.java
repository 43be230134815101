// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.ModelListReply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An operator who wants no other model than the one that was named gets none.
class RetiredTest {
    @RegisterExtension
    private static final Fleet FLEET =
            new Fleet()
                    .with("stale", "type: openai\n")
                    .shaped(
                            builder ->
                                    builder.set("routing.redirect-retired", "false")
                                            .file(
                                                    "models/stale.yaml",
                                                    "{id: stale/gone, retires: 2020-01-01,"
                                                            + " successor: fake}"));

    @Test
    void should_not_lead_to_the_successor_when_that_is_switched_off() {
        FLEET.upstream("stale")
                .when(request -> request.path().endsWith("/models"), ModelListReply.of("fake"))
                .when(
                        request -> request.model().equals("gone"),
                        HttpReply.error(404, "t", "model_not_found", "no model gone"));
        ApiResponse answer = FLEET.chat("stale/gone");
        assertEquals(404, answer.status(), answer::toString);
        assertEquals("", answer.header("warning"));
    }
}
