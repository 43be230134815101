// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.plugins.messages.answer.MessageDocument;
import ai.optimaforge.plugins.messages.request.RequestTranslation;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatAnswer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Whatever is said in one dialect is said in the other: random conversations are translated, and
/// what an assistant said is translated back.
class RoundTripTest {
    private static final List<String> WORDS =
            List.of("a", "ü€", "😀", "\ud83d", "\"\\\n\t", "</s>", " ", "\u0000", "data: x");

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void should_say_the_same_when_translated_there_and_back(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            JsonObject request = new Conversation(random).request();
            List<String> said = new ArrayList<>();
            request.getJsonArray("messages").forEach(m -> read((JsonObject) m, said));
            List<String> back = new ArrayList<>();
            JsonObject chat =
                    RequestTranslation.of(JsonDocument.of(request), notice -> {})
                            .document()
                            .toJson();
            chat.getJsonArray("messages").forEach(m -> readChat((JsonObject) m, back));
            assertEquals(said, back, request::encode);
        }
    }

    /// What a message of the Messages API says.
    private static void read(JsonObject message, List<String> said) {
        String role = message.getString("role");
        if (message.getValue("content") instanceof String text) {
            said.add(role + " text " + text);
            return;
        }
        StringBuilder texts = new StringBuilder();
        List<String> calls = new ArrayList<>();
        for (Object item : message.getJsonArray("content")) {
            JsonObject block = (JsonObject) item;
            switch (block.getString("type")) {
                case "text" -> texts.append(block.getString("text"));
                case "thinking" -> said.add("thinking " + block.encode());
                case "tool_use" ->
                        calls.add(
                                "call %s %s %s"
                                        .formatted(
                                                block.getString("id"),
                                                block.getString("name"),
                                                block.getJsonObject("input")));
                default ->
                        said.add(
                                "result %s %s"
                                        .formatted(
                                                block.getString("tool_use_id"),
                                                block.getString("content")));
            }
        }
        if (!texts.isEmpty()) {
            said.add(role + " text " + texts);
        }
        said.addAll(calls);
    }

    /// What a message of OpenAI's says: that of an assistant as the translation back has it.
    private static void readChat(JsonObject message, List<String> said) {
        switch (message.getString("role")) {
            case "tool" ->
                    said.add(
                            "result %s %s"
                                    .formatted(
                                            message.getString("tool_call_id"),
                                            message.getString("content")));
            case "assistant" -> read(back(message), said);
            default -> {
                Object content = message.getValue("content");
                read(
                        new JsonObject()
                                .put("role", message.getString("role"))
                                .put("content", content),
                        said);
            }
        }
    }

    private static JsonObject back(JsonObject message) {
        if (message.getValue("content") instanceof JsonArray parts) {
            StringBuilder text = new StringBuilder();
            parts.forEach(part -> text.append(((JsonObject) part).getString("text")));
            message.put("content", text.toString());
        }
        JsonObject completion =
                new JsonObject()
                        .put("id", "x")
                        .put("choices", JsonArray.of(new JsonObject().put("message", message)));
        return MessageDocument.of(new ChatAnswer(JsonDocument.of(completion)), Optional.empty())
                .toJson();
    }

    /// A conversation as a client may send it.
    private record Conversation(Random random) {
        JsonObject request() {
            JsonArray messages = new JsonArray();
            List<String> open = new ArrayList<>();
            int turns = 1 + 2 * random.nextInt(4);
            for (int turn = 0; turn < turns; turn++) {
                messages.add(turn % 2 == 0 ? user(open) : assistant(turn, open));
            }
            return new JsonObject()
                    .put("model", "m")
                    .put("max_tokens", 10)
                    .put("messages", messages);
        }

        private JsonObject user(List<String> open) {
            JsonObject message = new JsonObject().put("role", "user");
            if (open.isEmpty() && random.nextBoolean()) {
                return message.put("content", words());
            }
            JsonArray content = new JsonArray();
            for (String id : open) {
                content.add(
                        new JsonObject()
                                .put("type", "tool_result")
                                .put("tool_use_id", id)
                                .put("content", words()));
            }
            if (open.isEmpty() || random.nextBoolean()) {
                content.add(text());
                content.add(text());
            }
            open.clear();
            return message.put("content", content);
        }

        private JsonObject assistant(int turn, List<String> open) {
            JsonObject message = new JsonObject().put("role", "assistant");
            JsonArray content = new JsonArray();
            if (random.nextBoolean()) {
                content.add(
                        new JsonObject()
                                .put("type", "thinking")
                                .put("thinking", words())
                                .put("signature", words()));
            }
            content.add(text());
            for (int i = random.nextInt(3); i > 0; i--) {
                String id = "t%d_%d".formatted(turn, i);
                open.add(id);
                content.add(
                        new JsonObject()
                                .put("type", "tool_use")
                                .put("id", id)
                                .put("name", "f" + i)
                                .put("input", new JsonObject().put(name(), value(0))));
            }
            return message.put("content", content);
        }

        private Object value(int depth) {
            return switch (random.nextInt(depth > 2 ? 3 : 5)) {
                case 0 -> words();
                case 1 -> random.nextInt();
                case 2 -> random.nextBoolean();
                case 3 -> JsonArray.of(value(depth + 1), value(depth + 1));
                default -> new JsonObject().put(name(), value(depth + 1));
            };
        }

        private JsonObject text() {
            return new JsonObject().put("type", "text").put("text", words());
        }

        /// Half a surrogate pair is refused in names.
        private String name() {
            return words().replace('\ud83d', '-').replace('\ude00', '-');
        }

        private String words() {
            StringBuilder text = new StringBuilder("w");
            for (int i = random.nextInt(4); i > 0; i--) {
                text.append(WORDS.get(random.nextInt(WORDS.size())));
            }
            return text.toString();
        }
    }
}
