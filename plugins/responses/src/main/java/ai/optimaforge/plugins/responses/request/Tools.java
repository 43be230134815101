// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.request;

import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The tools that the model may call, and which of them it shall.
///
/// @param all each tool of the request
/// @param allowed those that the model is told of
/// @param choice how it shall choose among them: a word or an object; `null` if the request does
/// not say
record Tools(List<Given> all, List<Given> allowed, @Nullable Object choice) {
    private static final String FUNCTION = "function";
    private static final List<String> WORDS = List.of("none", "auto", "required");
    private static final List<String> MODES = List.of("auto", "required");
    private static final List<String> KEYS = List.of("description", "parameters", "strict");

    static Tools of(Given request) {
        List<Given> all = request.objects("tools");
        all.forEach(Tools::check);
        Object choice = request.value("tool_choice");
        if (choice == null) {
            return new Tools(all, all, null);
        }
        if (!(choice instanceof JsonObject)) {
            String word = request.oneOf("tool_choice", WORDS);
            if (word.equals("required") && all.isEmpty()) {
                throw request.refused(
                        "tool_choice", "tool_choice is required, but there is no tool to call.");
            }
            return new Tools(all, all, word);
        }
        Given given = request.member("tool_choice");
        String type = given.nonEmptyText("type");
        if (type.equals("allowed_tools")) {
            return new Tools(all, allowed(given, all), given.oneOf("mode", MODES));
        }
        if (type.equals(FUNCTION)) {
            require(given, all);
        }
        return new Tools(all, all, given.json());
    }

    private static void check(Given tool) {
        if (tool.nonEmptyText("type").equals(FUNCTION)) {
            tool.nonEmptyText("name");
            tool.string("description");
            tool.bool("strict");
            tool.object("parameters").ifPresent(SchemaCheck::check);
        }
    }

    private static List<Given> allowed(Given choice, List<Given> all) {
        List<Given> allowed = new ArrayList<>();
        List<Given> named = choice.objects("tools");
        if (named.isEmpty()) {
            throw choice.refused("tools", choice.at("tools") + " must name one tool at least.");
        }
        for (Given reference : named) {
            boolean isFunction = reference.nonEmptyText("type").equals(FUNCTION);
            allowed.add(
                    isFunction
                            ? require(reference, all)
                            : all.stream()
                                    .filter(
                                            tool ->
                                                    tool.text("type")
                                                            .equals(reference.text("type")))
                                    .findFirst()
                                    .orElseThrow(
                                            () ->
                                                    reference.wrong(
                                                            "type",
                                                            "the type of a tool of the request")));
        }
        return allowed;
    }

    private static Given require(Given reference, List<Given> all) {
        String name = reference.nonEmptyText("name");
        return functions(all).stream()
                .filter(tool -> tool.text("name").equals(name))
                .findFirst()
                .orElseThrow(
                        () -> reference.wrong("name", "the name of a function of the request"));
    }

    private static List<Given> functions(List<Given> tools) {
        return tools.stream().filter(tool -> tool.text("type").equals(FUNCTION)).toList();
    }

    /// All of them as a response shows them: functions with all their keys.
    List<JsonObject> shown() {
        return all.stream().map(Tools::shown).toList();
    }

    private static JsonObject shown(Given tool) {
        if (!tool.text("type").equals(FUNCTION)) {
            return tool.json();
        }
        JsonObject whole = tool.json().copy();
        for (String key : KEYS) {
            if (!whole.containsKey(key)) {
                whole.putNull(key);
            }
        }
        return whole;
    }

    /// Adds them to a chat request, where all but functions are left out.
    void addTo(JsonObject chat, boolean parallel, Consumer<String> notices) {
        JsonArray tools = new JsonArray();
        for (Given tool : allowed) {
            if (tool.text("type").equals(FUNCTION)) {
                tools.add(nested(tool));
            } else {
                notices.accept(
                        "%s (%s) was left out: the model's provider does not run it."
                                .formatted(tool.path(), tool.text("type")));
            }
        }
        if (!tools.isEmpty()) {
            chat.put("tools", tools);
            chosen(notices).ifPresent(chosen -> chat.put("tool_choice", chosen));
            if (!parallel) {
                chat.put("parallel_tool_calls", false);
            }
        }
    }

    private static JsonObject nested(Given tool) {
        JsonObject function = new JsonObject().put("name", tool.text("name"));
        tool.string("description").ifPresent(text -> function.put("description", text));
        tool.object("parameters").ifPresent(given -> function.put("parameters", given.json()));
        if (tool.flag("strict")) {
            function.put("strict", true);
        }
        return new JsonObject().put("type", FUNCTION).put(FUNCTION, function);
    }

    private Optional<Object> chosen(Consumer<String> notices) {
        if (!(choice instanceof JsonObject object)) {
            return Optional.ofNullable(choice);
        }
        if (!FUNCTION.equals(object.getString("type"))) {
            notices.accept(
                    "tool_choice (%s) was left out: the model's provider does not run it."
                            .formatted(object.getString("type")));
            return Optional.empty();
        }
        return Optional.of(
                new JsonObject()
                        .put("type", FUNCTION)
                        .put(FUNCTION, new JsonObject().put("name", object.getString("name"))));
    }
}
