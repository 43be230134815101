// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.request;

import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// What a tool gave back.
///
/// @param message the message that answers the call, in words
/// @param shown what the result has beside words, images and documents, which OpenAI's dialect
/// takes from a user only
record ToolResult(JsonObject message, JsonArray shown) {
    private static final List<String> TYPES =
            List.of("text", "image", "document", "search_result", "tool_reference");

    /// @param waiting the calls that wait for their results; this one is taken from them
    static ToolResult of(Given block, Set<String> waiting, Consumer<String> notices) {
        String id = block.nonEmptyText("tool_use_id");
        if (!waiting.remove(id)) {
            throw block.refused(
                    "tool_use_id",
                    "%s is %s, but no tool_use block of the assistant's turn before waits for its"
                                    .formatted(block.at("tool_use_id"), id)
                            + " result under this id.");
        }
        List<String> texts = new ArrayList<>();
        JsonArray shown = new JsonArray();
        List<Given> blocks = block.has("content") ? block.blocks("content") : List.of();
        for (Given inner : blocks) {
            switch (inner.oneOf("type", TYPES)) {
                case "text" -> texts.add(inner.text("text"));
                case "search_result" -> texts.add(Parts.searchResult(inner));
                case "tool_reference" ->
                        notices.accept(
                                inner.path()
                                        + " (tool_reference) was left out: the model's provider"
                                        + " does not know it.");
                default -> shown.addAll(Parts.of(inner, notices));
            }
        }
        String words = String.join("\n", texts);
        if (words.isEmpty() && !shown.isEmpty()) {
            words = "The result is shown in the next message.";
        }
        JsonObject message =
                new JsonObject()
                        .put("role", "tool")
                        .put("tool_call_id", id)
                        .put("content", block.flag("is_error") ? "Error: " + words : words);
        blocks.forEach(inner -> Parts.marked(message, inner));
        return new ToolResult(Parts.marked(message, block), shown);
    }
}
