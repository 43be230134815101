// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.request;

import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Turns as messages of OpenAI's dialect. The results of tools, which are blocks of a user's turn
/// here, are messages there; they come first, behind the calls that they answer.
final class Turns {
    private static final List<String> OF_USERS =
            List.of("text", "image", "document", "search_result", "tool_result");
    private static final List<String> OF_ASSISTANTS =
            List.of("text", "tool_use", "thinking", "redacted_thinking");
    private static final List<String> OF_SYSTEM = List.of("text");

    private final JsonArray messages;
    private final Consumer<String> notices;
    private final Set<String> waiting = new LinkedHashSet<>();
    private boolean endsWithAssistant;

    /// @param messages where the messages go
    Turns(JsonArray messages, Consumer<String> notices) {
        this.messages = messages;
        this.notices = notices;
    }

    void add(Turn turn) {
        endsWithAssistant = turn.role() == Turn.Role.ASSISTANT;
        switch (turn.role()) {
            case USER -> user(turn.blocks());
            case ASSISTANT -> assistant(turn.blocks());
            case SYSTEM -> system(turn.blocks()).ifPresent(messages::add);
        }
    }

    void end() {
        if (endsWithAssistant) {
            notices.accept(
                    "messages ends with what the assistant says: the model may begin anew and not"
                            + " go on with it.");
        }
    }

    /// What a member of the request tells the model beforehand.
    static Optional<JsonObject> system(Given request, String name) {
        return system(request.blocks(name));
    }

    private static Optional<JsonObject> system(List<Given> blocks) {
        JsonArray parts = new JsonArray();
        for (Given block : blocks) {
            block.oneOf("type", OF_SYSTEM);
            if (!block.text("text").isEmpty()) {
                parts.add(Parts.text(block));
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(message("system", parts));
    }

    private void user(List<Given> blocks) {
        JsonArray parts = new JsonArray();
        for (Given block : blocks) {
            String type = block.text("type");
            if (isServers(type)) {
                leftOut(block, type);
            } else if (block.oneOf("type", OF_USERS).equals("tool_result")) {
                ToolResult result = ToolResult.of(block, waiting, notices);
                messages.add(result.message());
                parts.addAll(result.shown());
            } else {
                parts.addAll(Parts.of(block, notices));
            }
        }
        waiting.clear();
        if (!parts.isEmpty()) {
            messages.add(message("user", parts));
        }
    }

    private void assistant(List<Given> blocks) {
        waiting.clear();
        JsonArray texts = new JsonArray();
        JsonArray calls = new JsonArray();
        Thoughts thoughts = new Thoughts();
        for (Given block : blocks) {
            String type = block.text("type");
            if (isServers(type)) {
                leftOut(block, type);
                continue;
            }
            switch (block.oneOf("type", OF_ASSISTANTS)) {
                case "text" -> {
                    if (!block.text("text").isEmpty()) {
                        texts.add(Parts.text(block));
                    }
                }
                case "tool_use" -> calls.add(call(block));
                default -> thoughts.add(block);
            }
        }
        JsonObject message = message("assistant", texts);
        thoughts.addTo(message);
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        if (!texts.isEmpty() || !calls.isEmpty() || !thoughts.isEmpty()) {
            messages.add(message);
        }
    }

    private JsonObject call(Given block) {
        String id = block.nonEmptyText("id");
        if (!waiting.add(id)) {
            throw block.refused("id", "%s %s is used twice.".formatted(block.at("id"), id));
        }
        JsonObject function =
                new JsonObject()
                        .put("name", block.nonEmptyText("name"))
                        .put("arguments", block.member("input").json().encode());
        JsonObject call =
                new JsonObject().put("id", id).put("type", "function").put("function", function);
        // where Google's models sign their calls
        block.object("extra_content").ifPresent(extra -> call.put("extra_content", extra.json()));
        return call;
    }

    /// Whether a block tells of a tool that Anthropic's servers run.
    private static boolean isServers(String type) {
        return type.endsWith("_tool_result")
                || type.equals("server_tool_use")
                || type.equals("mcp_tool_use")
                || type.equals("container_upload");
    }

    private void leftOut(Given block, String type) {
        notices.accept(
                "%s (%s) was left out: the model's provider does not know it."
                        .formatted(block.path(), type));
    }

    private static JsonObject message(String role, JsonArray parts) {
        return new JsonObject().put("role", role).put("content", Parts.content(parts));
    }
}
