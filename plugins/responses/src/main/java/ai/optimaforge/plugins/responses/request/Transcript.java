// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.request;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// A conversation in words, for a model to sum up. As one text, so that it does not matter which
/// tools and which turns the model's provider would take.
public final class Transcript {
    private static final String TASK =
            "Below is a conversation between a user and an assistant. Sum it up, so that the"
                + " assistant can go on from your summary alone: what the user wants, all facts,"
                + " names, numbers and decisions that matter, what the tools gave back, and what is"
                + " still to be done. Write the summary and nothing else.";

    private Transcript() {}

    /// The request for a summary.
    public static ChatRequest toSumUp(ResponseRequest request, ModelInput input) {
        StringBuilder text = new StringBuilder();
        input.items().forEach(item -> add(item, text));
        JsonArray messages =
                JsonArray.of(
                        new JsonObject().put("role", "system").put("content", TASK),
                        new JsonObject().put("role", "user").put("content", text.toString()));
        JsonObject chat = new JsonObject().put("model", request.model()).put("messages", messages);
        Given given = request.given();
        if (given.has("forge")) {
            chat.put("forge", given.value("forge"));
        }
        return new ChatRequest(JsonDocument.of(chat));
    }

    private static void add(Given item, StringBuilder text) {
        switch (item.text("type")) {
            case "message" -> line(item.text("role"), words(item, "content"), text);
            case "function_call" ->
                    line("assistant calls " + item.text("name"), item.text("arguments"), text);
            case "function_call_output" -> line("the call gives", words(item, "output"), text);
            default -> {
                // thoughts, and what tools of a provider did, stand in what was said
            }
        }
    }

    private static String words(Given item, String member) {
        if (item.value(member) instanceof String said) {
            return said;
        }
        StringBuilder words = new StringBuilder();
        int others = Parts.split(item.blocks(member), words).size();
        return others == 0 ? words.toString() : words + " [%d files]".formatted(others);
    }

    private static void line(String who, String said, StringBuilder text) {
        text.append(who).append(": ").append(said).append('\n');
    }
}
