// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.testing.TestCall;
import ai.optimaforge.testing.upstream.anthropic.AnthropicWire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;

/// A request as the upstream gets it, which the real service would take, and what was told of it.
record Translated(JsonObject body, List<String> notices, String answerTool) {
    /// Models that are told apart by their names: one that thinks within a budget, one that
    /// thinks as it likes, and one that does not think at all.
    static final String BUDGET = "claude-sonnet-4-5";

    static final String ADAPTIVE = "claude-opus-4-8";
    static final String OLD = "claude-3-5-haiku";

    /// A request with one message and these other fields.
    static Translated asking(String model, String fields) {
        String more = fields.isEmpty() ? "" : "," + fields;
        return of(model, "[{'role':'user','content':'hi'}]" + more);
    }

    /// A request with these messages, behind which other fields may follow.
    static Translated of(String model, String messages) {
        return of("{'model':'" + model + "','messages':" + messages + "}");
    }

    static Translated of(String request) {
        TestCall call = new TestCall();
        RequestTranslation translation = translation(request, call);
        JsonObject body = new JsonObject(translation.body());
        assertEquals(Optional.empty(), AnthropicWire.objection(body), body.encodePrettily());
        return new Translated(body, call.notices(), translation.answerTool());
    }

    private static RequestTranslation translation(String request, TestCall call) {
        ChatRequest chat = new ChatRequest(JsonDocument.parse(Buffer.buffer(Json.of(request))));
        return RequestTranslation.of(chat, ModelTraits.guess(chat.model()), false, call);
    }

    /// The field that a request is refused for.
    static ForgeException refusal(String model, String fields) {
        return refusalOf(model, "[{'role':'user','content':'hi'}]," + fields);
    }

    static ForgeException refusalOf(String model, String messages) {
        String request = "{'model':'" + model + "','messages':" + messages + "}";
        ForgeException refused =
                assertThrows(ForgeException.class, () -> translation(request, new TestCall()));
        assertEquals(400, refused.errorCode().status());
        return refused;
    }

    JsonArray messages() {
        return body.getJsonArray("messages");
    }
}
