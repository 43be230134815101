// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.ToolCall;
import ai.optimaforge.testing.upstream.anthropic.AnthropicWire;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// A model thinks and calls a tool, and the client sends all of that back as it came, with the
/// tool's result: the thoughts' signatures, without which Anthropic and Google refuse the second
/// call, are still there. Where they came in Anthropic's dialect and go to OpenAI's, they are
/// left out.
///
/// @param chat the members of a request of chat completions beside its messages
/// @param messages the same for Messages
record ThoughtfulTools(String name, String chat, String messages, ToolCall toolCall)
        implements Case {
    private static final String THOUGHTS = "They want the weather.";

    @Override
    public Outcome run(Bench bench, Provider provider, Surface surface) {
        if (!provider.hasWire()) {
            return new Outcome(Mark.NOT_SAID);
        }
        JsonArray conversation =
                JsonArray.of(new JsonObject().put("role", "user").put("content", "Weather?"));
        Said thought = Said.calling(toolCall).thinking(THOUGHTS);
        bench.gateway().answer(provider.reply(thought, Fate.COMES));
        ApiResponse first = bench.post(request(conversation, provider, surface), surface);
        assertEquals(200, first.status(), first::toString);
        bench.received();

        JsonObject assistant = Sent.back(first, surface);
        conversation.add(assistant).add(result(assistant, surface));
        Said rain = Said.text("Rain.");
        bench.gateway().answer(provider.reply(rain, Fate.COMES));
        JsonObject request = request(conversation, provider, surface);
        Got got = bench.call(request, surface);
        assertEquals(200, got.status(), got::toString);
        assertEquals(rain.text(), got.text(), got::toString);
        RecordedRequest received = bench.received();
        assertTrue(received.text().contains("It rains."), received::text);
        if (provider == Provider.OPENAI && !surface.isChat()) {
            // a strict upstream refuses what its dialect has no words for
            assertFalse(received.text().contains(THOUGHTS), received::text);
        } else {
            assertSigned(received, provider);
        }
        return new Outcome(
                Bench.way(request, received.json(), surface, received.path()),
                String.join(" ", got.notices()));
    }

    private JsonObject request(JsonArray conversation, Provider provider, Surface surface) {
        JsonObject body = new JsonObject(surface.isChat() ? chat : messages);
        return Bench.request(body.put("messages", conversation), provider, surface);
    }

    private static JsonObject result(JsonObject assistant, Surface surface) {
        if (surface.isChat()) {
            String id = assistant.getJsonArray("tool_calls").getJsonObject(0).getString("id");
            return new JsonObject()
                    .put("role", "tool")
                    .put("tool_call_id", id)
                    .put("content", "It rains.");
        }
        JsonArray blocks = assistant.getJsonArray("content");
        JsonObject result =
                new JsonObject()
                        .put("type", "tool_result")
                        .put("tool_use_id", blocks.getJsonObject(blocks.size() - 1).getString("id"))
                        .put("content", "It rains.");
        return new JsonObject().put("role", "user").put("content", JsonArray.of(result));
    }

    private static void assertSigned(RecordedRequest received, Provider provider) {
        String sign =
                switch (provider) {
                    case ANTHROPIC -> AnthropicWire.signature(THOUGHTS);
                    case GOOGLE -> Replies.SIGNATURE;
                    default -> THOUGHTS;
                };
        assertTrue(received.text().contains("\"" + sign + "\""), received::text);
    }
}
