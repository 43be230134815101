// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.upstream.ChatReply;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;

/// Conversations that are longer than the model's context.
class TruncationTest {
    private static final int CONTEXT = 300;
    private static final int ANSWER = 50;

    @RegisterExtension
    private static final Gateway GATEWAY =
            Gateway.with(
                    builder ->
                            builder.file(
                                    "models/short.yaml",
                                    "- {id: up/fake, context: %d}\n".formatted(CONTEXT)));

    private static String request(String truncation) {
        JsonArray items = new JsonArray();
        items.add(new JsonObject().put("role", "system").put("content", "Be kind."));
        for (int turn = 0; turn < 8; turn++) {
            String said = "turn%d ".formatted(turn) + "word ".repeat(60);
            items.add(new JsonObject().put("role", "user").put("content", said));
            items.add(new JsonObject().put("role", "assistant").put("content", "Yes."));
        }
        items.add(new JsonObject().put("role", "user").put("content", "And now?"));
        return new JsonObject()
                .put("model", "up/fake")
                .put("input", items)
                .put("truncation", truncation)
                .put("max_output_tokens", ANSWER)
                .encode();
    }

    private static JsonObject answered(String truncation) {
        GATEWAY.answer(ChatReply.of("Fine."));
        ApiResponse answer = GATEWAY.client().post("/v1/responses", request(truncation));
        assertEquals(200, answer.status(), answer::text);
        return answer.json();
    }

    @Test
    void should_leave_out_as_many_of_the_oldest_turns_as_it_must() {
        JsonObject response = answered("auto");
        String sent = GATEWAY.received().text();
        assertTrue(sent.contains("Be kind.") && sent.contains("And now?"), sent);
        assertTrue(sent.contains("turn7") && sent.contains("turn5"), sent);
        assertFalse(sent.contains("turn3"), sent);
        List<String> notices =
                response.getJsonObject("forge_metadata").getJsonArray("notices").stream()
                        .map(String::valueOf)
                        .toList();
        assertTrue(notices.getFirst().startsWith("truncation: the oldest "), notices::toString);
    }

    @Test
    void should_leave_out_nothing_when_that_is_not_allowed() {
        answered("disabled");
        assertTrue(GATEWAY.received().text().contains("turn0"));
    }
}
