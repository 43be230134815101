// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.request;

import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The tools that the model may call, and which of them it shall.
///
/// @param tools the functions
/// @param choice `tool_choice` in OpenAI's dialect, if the request says so
/// @param oneAtATime whether the model must not call several at once
record Tools(JsonArray tools, @Nullable Object choice, boolean oneAtATime) {
    private static final List<String> CHOICES = List.of("auto", "any", "tool", "none");

    static Tools of(Given request, Consumer<String> notices) {
        JsonArray tools = new JsonArray();
        for (Given tool : request.objects("tools")) {
            Optional<String> type = tool.string("type").filter(t -> !t.equals("custom"));
            if (type.isPresent()) {
                notices.accept(
                        "%s (%s) was left out: the model's provider does not know it."
                                .formatted(tool.path(), type.get()));
            } else {
                tools.add(function(tool));
            }
        }
        Optional<Given> choice = request.object("tool_choice");
        return new Tools(
                tools,
                choice.map(given -> choice(given, tools)).orElse(null),
                choice.filter(given -> given.flag("disable_parallel_tool_use")).isPresent());
    }

    void addTo(JsonObject chat) {
        if (!tools.isEmpty()) {
            chat.put("tools", tools);
            if (choice != null) {
                chat.put("tool_choice", choice);
            }
            if (oneAtATime) {
                chat.put("parallel_tool_calls", false);
            }
        }
    }

    private static JsonObject function(Given tool) {
        JsonObject function = new JsonObject().put("name", tool.nonEmptyText("name"));
        tool.string("description").ifPresent(text -> function.put("description", text));
        function.put("parameters", tool.member("input_schema").json());
        if (tool.flag("strict")) {
            function.put("strict", true);
        }
        return Parts.marked(
                new JsonObject().put("type", "function").put("function", function), tool);
    }

    private static Object choice(Given choice, JsonArray tools) {
        String type = choice.oneOf("type", CHOICES);
        if (tools.isEmpty() && (type.equals("any") || type.equals("tool"))) {
            throw choice.refused(
                    "type",
                    "%s is %s, but there is no tool to call.".formatted(choice.at("type"), type));
        }
        return switch (type) {
            case "any" -> "required";
            case "tool" -> named(choice, tools);
            default -> type;
        };
    }

    private static JsonObject named(Given choice, JsonArray tools) {
        String name = choice.nonEmptyText("name");
        List<String> names =
                tools.stream()
                        .map(tool -> ((JsonObject) tool).getJsonObject("function"))
                        .map(function -> function.getString("name"))
                        .toList();
        if (!names.contains(name)) {
            throw choice.wrong(
                    "name", "the name of a tool of the request, " + Given.inWords(names));
        }
        return new JsonObject()
                .put("type", "function")
                .put("function", new JsonObject().put("name", name));
    }
}
