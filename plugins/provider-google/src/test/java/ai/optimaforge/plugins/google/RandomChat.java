// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A chat request of OpenAI's that is valid, made by chance, and all that it says.
final class RandomChat {
    private static final List<String> MODELS =
            List.of(
                    "gemini-2.0-flash",
                    "gemini-2.5-pro",
                    "gemini-3-flash-preview",
                    "gemini-4-argon",
                    "gemma-3-27b-it",
                    "fake-chat");
    private static final String ODD = "ab \"\\/\n\t\u0001äß€😀\u2028</\u0000{}[]";

    private final Random random;
    private final List<String> texts = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final JsonArray messages = new JsonArray();
    private final JsonObject request = new JsonObject();

    RandomChat(long seed) {
        random = new Random(seed);
        request.put("model", MODELS.get(random.nextInt(MODELS.size())));
        if (chance(50)) {
            messages.add(message(chance(50) ? "system" : "developer", content(false)));
        }
        messages.add(message("user", content(true)));
        for (int i = random.nextInt(6); i > 0; i--) {
            turn();
        }
        request.put("messages", messages);
        members();
    }

    JsonObject request() {
        return request;
    }

    /// Every text, as it must reach the model.
    List<String> texts() {
        return texts;
    }

    /// The ids of all calls of functions.
    List<String> calls() {
        return calls;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private void turn() {
        switch (random.nextInt(5)) {
            case 0 -> messages.add(message("system", content(false)));
            case 1, 2 -> messages.add(message("user", content(true)));
            case 3 -> messages.add(message("assistant", content(false)));
            default -> tools();
        }
    }

    private void tools() {
        JsonArray made = new JsonArray();
        List<String> ids = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String id = "call_" + calls.size();
            calls.add(id);
            ids.add(id);
            JsonObject function =
                    new JsonObject()
                            .put("name", "f" + random.nextInt(3))
                            .put("arguments", new JsonObject().put("a", text()).encode());
            JsonObject call = JsonObject.of("id", id, "type", "function", "function", function);
            if (chance(30)) {
                call.put(
                        "extra_content",
                        JsonObject.of("google", JsonObject.of("thought_signature", "c2ln")));
            }
            made.add(call);
        }
        // a call follows what the user says, or what a function returned
        messages.add(message("user", content(true)));
        messages.add(
                new JsonObject()
                        .put("role", "assistant")
                        .put("content", chance(50) ? null : text())
                        .put("tool_calls", made));
        for (String id : ids) {
            messages.add(message("tool", content(false)).put("tool_call_id", id));
        }
    }

    private static JsonObject message(String role, Object content) {
        return new JsonObject().put("role", role).put("content", content);
    }

    private Object content(boolean media) {
        if (chance(50)) {
            return text();
        }
        JsonArray parts = new JsonArray();
        for (int i = random.nextInt(3); i >= 0; i--) {
            parts.add(JsonObject.of("type", "text", "text", text()));
            if (media && chance(20)) {
                parts.add(media());
            }
        }
        return parts;
    }

    private JsonObject media() {
        String url = chance(50) ? "data:image/png;base64,aGk=" : "https://example.org/a.webp";
        return switch (random.nextInt(3)) {
            case 0 -> JsonObject.of("type", "image_url", "image_url", JsonObject.of("url", url));
            case 1 ->
                    JsonObject.of(
                            "type",
                            "file",
                            "file",
                            JsonObject.of("file_data", "data:application/pdf;base64,JVBERg=="));
            default ->
                    JsonObject.of(
                            "type",
                            "input_audio",
                            "input_audio",
                            JsonObject.of("data", "UklG", "format", "wav"));
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder("<" + texts.size() + ">");
        int[] odd = ODD.codePoints().toArray();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(odd[random.nextInt(odd.length)]);
        }
        texts.add(text.toString());
        return text.toString();
    }

    private void members() {
        JsonArray tools = new JsonArray();
        for (int i = random.nextInt(4); i > 0; i--) {
            JsonObject schema =
                    JsonObject.of(
                            "type",
                            "object",
                            "properties",
                            JsonObject.of("a", JsonObject.of("type", "string", "minLength", 1)),
                            "additionalProperties",
                            false);
            JsonObject function = JsonObject.of("name", "f" + i, "parameters", schema);
            tools.add(JsonObject.of("type", "function", "function", function));
        }
        maybe("tools", tools);
        if (request.getValue("tools") != null && !tools.isEmpty()) {
            maybe("tool_choice", chance(50) ? "required" : "none");
        }
        maybe("temperature", random.nextInt(21) / 10.0);
        maybe("top_p", random.nextInt(11) / 10.0);
        maybe("n", 1 + random.nextInt(4));
        maybe("max_tokens", 1 + random.nextInt(1000));
        maybe("max_completion_tokens", 1 + random.nextInt(1000));
        maybe("stop", chance(50) ? "x" : JsonArray.of("x", "y"));
        maybe("seed", random.nextLong());
        maybe("presence_penalty", random.nextInt(3) - 1);
        maybe("logprobs", chance(50));
        maybe("top_logprobs", random.nextInt(6));
        maybe("reasoning_effort", List.of("none", "low", "medium", "high").get(random.nextInt(4)));
        maybe("user", "somebody");
        maybe("logit_bias", JsonObject.of("50256", -100));
        maybe("parallel_tool_calls", chance(50));
        maybe("metadata", JsonObject.of("a", "b"));
        JsonObject format = JsonObject.of("type", "json_object");
        if (chance(50)) {
            format =
                    JsonObject.of(
                            "type",
                            "json_schema",
                            "json_schema",
                            JsonObject.of("name", "s", "schema", JsonObject.of("type", "object")));
        }
        maybe("response_format", format);
    }

    private void maybe(String name, Object value) {
        if (chance(30)) {
            request.put(name, chance(10) ? null : value);
        }
    }
}
