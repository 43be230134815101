// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.stream.PushStream;
import ai.optimaforge.testing.TestCall;
import ai.optimaforge.testing.upstream.anthropic.AnthropicWire;
import ai.optimaforge.toolkit.SecretMask;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

class FuzzTest {
    private static final int DOCUMENTS = 3000;

    @Test
    void should_lose_nothing_when_any_valid_request_is_translated() {
        int refused = 0;
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            RandomChat chat = RandomChat.of(seed);
            JsonObject request = chat.request();
            try {
                check(chat, request, "seed " + seed);
            } catch (ForgeException e) {
                refused++;
                assertEquals(400, e.errorCode().status());
                assertTrue(e.param().isPresent(), e.message());
            }
        }
        assertTrue(refused < DOCUMENTS / 10, refused + " were refused");
    }

    private static void check(RandomChat chat, JsonObject request, String seed) {
        ChatRequest document = new ChatRequest(JsonDocument.of(request));
        RequestTranslation wire =
                RequestTranslation.of(
                        document, ModelTraits.guess(document.model()), false, new TestCall());
        JsonObject body = new JsonObject(wire.body());
        assertEquals(Optional.empty(), AnthropicWire.objection(body), seed);
        List<String> system = new ArrayList<>();
        body.getJsonArray("system", new JsonArray())
                .forEach(block -> say((JsonObject) block, system));
        assertEquals(chat.system(), system, seed);
        List<String> said = new ArrayList<>();
        for (Object message : body.getJsonArray("messages")) {
            for (Object block : ((JsonObject) message).getJsonArray("content")) {
                say((JsonObject) block, said);
            }
        }
        said.remove("(no message)");
        assertEquals(chat.said(), said, seed);
    }

    private static void say(JsonObject block, List<String> said) {
        switch (block.getString("type")) {
            case "text" -> said.add(block.getString("text"));
            case "image" -> said.add(block.getJsonObject("source").getString("url"));
            case "tool_use" ->
                    said.add(block.getString("name") + block.getJsonObject("input").encode());
            case "tool_result" ->
                    block.getJsonArray("content", new JsonArray())
                            .forEach(part -> say((JsonObject) part, said));
            default -> throw new AssertionError(block.encode());
        }
    }

    @Test
    void should_say_the_same_streamed_and_whole_when_any_message_is_translated() {
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            Random random = new Random(seed);
            JsonArray blocks = new JsonArray();
            int size = random.nextInt(5);
            for (int i = 0; i < size; i++) {
                blocks.add(block(random, i));
            }
            JsonObject message =
                    new JsonObject()
                            .put("id", "msg_" + seed)
                            .put("model", "m")
                            .put("content", blocks)
                            .put("stop_reason", "end_turn")
                            .put("usage", new JsonObject().put("input_tokens", 1));
            JsonObject whole =
                    AnswerTranslation.of(JsonDocument.of(message), "")
                            .document()
                            .toJson()
                            .getJsonArray("choices")
                            .getJsonObject(0)
                            .getJsonObject("message");
            assertEquals(said(whole), streamed(message, random), "seed " + seed);
        }
    }

    private static JsonObject block(Random random, int i) {
        String text = "t" + i + List.of("\n", "é\"", "\\", "😀").get(random.nextInt(4));
        return switch (random.nextInt(4)) {
            case 0 ->
                    new JsonObject()
                            .put("type", "thinking")
                            .put("thinking", text)
                            .put("signature", "s" + i);
            case 1 -> new JsonObject().put("type", "redacted_thinking").put("data", text);
            case 2 ->
                    new JsonObject()
                            .put("type", "tool_use")
                            .put("id", "toolu_" + i)
                            .put("name", "f" + i)
                            .put(
                                    "input",
                                    random.nextBoolean()
                                            ? new JsonObject()
                                            : new JsonObject().put(text, 1));
            default -> new JsonObject().put("type", "text").put("text", text);
        };
    }

    /// What a message says, as one who reads a stream would put it together.
    private static JsonObject said(JsonObject message) {
        JsonObject said = new JsonObject();
        said.put(
                "content",
                message.getString("content") == null ? "" : message.getString("content"));
        said.put("reasoning", message.getString("reasoning_content", ""));
        said.put("blocks", message.getJsonArray("thinking_blocks", new JsonArray()));
        JsonArray calls = new JsonArray();
        for (Object call : message.getJsonArray("tool_calls", new JsonArray())) {
            JsonObject function = ((JsonObject) call).getJsonObject("function");
            calls.add(
                    ((JsonObject) call).getString("id")
                            + function.getString("name")
                            + function.getString("arguments"));
        }
        return said.put("calls", calls);
    }

    private static JsonObject streamed(JsonObject message, Random random) {
        List<JsonObject> deltas = new ArrayList<>();
        PushStream<ChatChunk> out = new PushStream<>(new Unhurried());
        out.handler(
                chunk -> {
                    for (JsonDocument choice : chunk.document().objects("choices")) {
                        deltas.add(choice.object("delta").orElseThrow().toJson());
                    }
                });
        out.resume();
        var translation =
                new ChatStreamTranslation("", SecretMask.of(Optional.empty(), Map.of()), 1 << 20);
        for (JsonObject event : EventsOf.message(message, random)) {
            translation.event("", event.encode().getBytes(StandardCharsets.UTF_8), out);
        }
        assertTrue(out.isClosed());
        return put(deltas);
    }

    private static JsonObject put(List<JsonObject> deltas) {
        StringBuilder content = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        JsonArray blocks = new JsonArray();
        List<StringBuilder> calls = new ArrayList<>();
        for (JsonObject delta : deltas) {
            content.append(delta.getString("content", ""));
            reasoning.append(delta.getString("reasoning_content", ""));
            delta.getJsonArray("thinking_blocks", new JsonArray()).forEach(blocks::add);
            for (Object each : delta.getJsonArray("tool_calls", new JsonArray())) {
                JsonObject call = (JsonObject) each;
                JsonObject function = call.getJsonObject("function");
                if (call.containsKey("id")) {
                    calls.add(new StringBuilder(call.getString("id") + function.getString("name")));
                }
                calls.get(call.getInteger("index")).append(function.getString("arguments"));
            }
        }
        return new JsonObject()
                .put("content", content.toString())
                .put("reasoning", reasoning.toString())
                .put("blocks", blocks)
                .put("calls", new JsonArray(calls.stream().map(StringBuilder::toString).toList()));
    }

    private static final class Unhurried implements PushStream.Producer {
        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {}
    }
}
