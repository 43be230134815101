// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A valid chat request in OpenAI's dialect, made of chance, and all that is said in it.
final class RandomChat {
    private static final List<String> MODELS =
            List.of(
                    "claude-3-5-haiku",
                    "claude-sonnet-4-5",
                    "claude-opus-4-6",
                    "claude-opus-4-8",
                    "claude-fable-5-1",
                    "some-model");
    private static final List<String> ODD =
            List.of(
                    "é", "\"", "\\", "\n", "\u0000", "😀", "\u2028", "</x>", "'", "{}", "\t",
                    "a b");

    private final Random random;
    private final List<String> system = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final JsonArray messages = new JsonArray();
    private int count;

    private RandomChat(long seed) {
        random = new Random(seed);
    }

    static RandomChat of(long seed) {
        RandomChat chat = new RandomChat(seed);
        chat.converse();
        return chat;
    }

    /// What the system says, in order.
    List<String> system() {
        return system;
    }

    /// What the others say and call, in order.
    List<String> said() {
        return said;
    }

    JsonObject request() {
        JsonObject request = new JsonObject().put("model", any(MODELS)).put("messages", messages);
        maybe(() -> request.put("tools", tools()));
        if (request.containsKey("tools")) {
            maybe(() -> request.put("tool_choice", any(List.of("auto", "none", "required"))));
            maybe(() -> request.put("parallel_tool_calls", random.nextBoolean()));
        }
        maybe(() -> request.put("temperature", random.nextInt(21) / 10.0));
        maybe(() -> request.put("top_p", random.nextInt(11) / 10.0));
        maybe(() -> request.put("max_tokens", 1 + random.nextInt(4000)));
        maybe(() -> request.put("max_completion_tokens", 1 + random.nextInt(40_000)));
        maybe(
                () ->
                        request.put(
                                "reasoning_effort",
                                any(List.of("none", "minimal", "low", "medium", "high", "xhigh"))));
        maybe(() -> request.put("stop", new JsonArray().add("END").add(text())));
        maybe(() -> request.put("response_format", format()));
        maybe(() -> request.put("seed", random.nextInt()));
        maybe(() -> request.put("user", text()));
        maybe(() -> request.put("logit_bias", new JsonObject().put("5", -100)));
        maybe(() -> request.put("stream_options", new JsonObject().put("include_usage", true)));
        return request;
    }

    private void converse() {
        int turns = 1 + random.nextInt(8);
        for (int i = 0; i < turns; i++) {
            switch (random.nextInt(6)) {
                case 0 -> systemMessage();
                case 1, 2 -> message("assistant", said);
                case 3 -> roundTrip();
                default -> message("user", said);
            }
        }
        message("user", said);
    }

    private void systemMessage() {
        message(random.nextBoolean() ? "system" : "developer", system);
    }

    private void message(String role, List<String> record) {
        messages.add(new JsonObject().put("role", role).put("content", content(role, record)));
    }

    private Object content(String role, List<String> record) {
        if (random.nextBoolean()) {
            return recorded(record);
        }
        JsonArray parts = new JsonArray();
        int size = 1 + random.nextInt(3);
        for (int i = 0; i < size; i++) {
            if (role.equals("user") && random.nextInt(4) == 0) {
                parts.add(image(record));
            } else {
                parts.add(new JsonObject().put("type", "text").put("text", recorded(record)));
            }
        }
        return parts;
    }

    private JsonObject image(List<String> record) {
        String url = "https://example.org/" + count++ + ".png";
        record.add(url);
        return new JsonObject()
                .put("type", "image_url")
                .put("image_url", new JsonObject().put("url", url));
    }

    private String recorded(List<String> record) {
        if (random.nextInt(10) == 0) {
            return any(List.of("", " ", "\n"));
        }
        String text = text();
        record.add(text);
        return text;
    }

    private void roundTrip() {
        JsonObject message = new JsonObject().put("role", "assistant");
        message.put("content", random.nextBoolean() ? recorded(said) : null);
        JsonArray calls = new JsonArray();
        List<String> ids = new ArrayList<>();
        int size = 1 + random.nextInt(3);
        for (int i = 0; i < size; i++) {
            String id = any(List.of("call_", "functions.f:", "toolu-")) + count++;
            JsonObject arguments = new JsonObject().put("x" + count, text()).put("n", 1.50);
            said.add("f" + i + arguments.encode());
            ids.add(id);
            calls.add(call(id, "f" + i, arguments.encode()));
        }
        messages.add(message.put("tool_calls", calls));
        for (String id : ids) {
            messages.add(
                    new JsonObject()
                            .put("role", "tool")
                            .put("tool_call_id", id)
                            .put("content", recorded(said)));
        }
    }

    private static JsonObject call(String id, String name, String arguments) {
        return new JsonObject()
                .put("id", id)
                .put("type", "function")
                .put("function", new JsonObject().put("name", name).put("arguments", arguments));
    }

    private JsonArray tools() {
        JsonArray tools = new JsonArray();
        int size = 1 + random.nextInt(3);
        for (int i = 0; i < size; i++) {
            JsonObject function = new JsonObject().put("name", "f" + i);
            maybe(() -> function.put("description", text()));
            maybe(() -> function.put("parameters", schema()));
            maybe(() -> function.put("strict", random.nextBoolean()));
            tools.add(new JsonObject().put("type", "function").put("function", function));
        }
        return tools;
    }

    private JsonObject schema() {
        JsonObject properties = new JsonObject();
        properties.put("a", new JsonObject().put("type", "string").put("minLength", 1));
        maybe(() -> properties.put("b", new JsonObject().put("oneOf", new JsonArray())));
        JsonObject schema = new JsonObject().put("type", "object").put("properties", properties);
        maybe(() -> schema.put("additionalProperties", random.nextBoolean()));
        return schema;
    }

    private JsonObject format() {
        String type = any(List.of("text", "json_object", "json_schema"));
        JsonObject format = new JsonObject().put("type", type);
        return type.equals("json_schema")
                ? format.put(
                        "json_schema", new JsonObject().put("name", "x").put("schema", schema()))
                : format;
    }

    /// A text that stands nowhere else and does not end with white space.
    private String text() {
        return any(ODD) + "t" + count++ + any(ODD) + "!";
    }

    private void maybe(Runnable step) {
        if (random.nextInt(3) == 0) {
            step.run();
        }
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
