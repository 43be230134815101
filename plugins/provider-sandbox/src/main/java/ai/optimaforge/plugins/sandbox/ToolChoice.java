// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;

/// Decides which tools a request makes the sandbox call.
final class ToolChoice {
    private final JsonDocument request;

    ToolChoice(JsonDocument request) {
        this.request = request;
    }

    /// @param asked the calls for which the message asks; they go before the request's own choice
    List<ToolCall> calls(List<ToolCall> asked) {
        String choice = request.string("tool_choice").orElse("auto");
        if (choice.equals("none")) {
            return List.of();
        }
        if (!asked.isEmpty()) {
            boolean parallel = request.flag("parallel_tool_calls").orElse(true);
            return parallel ? asked : asked.subList(0, 1);
        }
        Optional<JsonDocument> named =
                request.object("tool_choice").flatMap(object -> object.object("function"));
        if (named.isPresent()) {
            String name = named.get().string("name").orElse("");
            return List.of(call(function(name)));
        }
        return choice.equals("required") ? List.of(call(firstFunction())) : List.of();
    }

    private JsonDocument function(String name) {
        return functions().stream()
                .filter(function -> function.string("name").orElse("").equals(name))
                .findFirst()
                .orElseThrow(() -> ReplyComposer.wrong("tool_choice names no tool: " + name));
    }

    private JsonDocument firstFunction() {
        return functions().stream()
                .findFirst()
                .orElseThrow(
                        () -> ReplyComposer.wrong("tool_choice is required, but tools has none"));
    }

    private List<JsonDocument> functions() {
        return request.objects("tools").stream()
                .flatMap(tool -> tool.object("function").stream())
                .toList();
    }

    private static ToolCall call(JsonDocument function) {
        JsonObject schema =
                function.object("parameters").map(JsonDocument::toJson).orElse(new JsonObject());
        Object arguments = SchemaInstance.of(schema);
        return new ToolCall(
                function.string("name").orElse(""),
                arguments instanceof JsonObject object ? object.encode() : "{}");
    }
}
