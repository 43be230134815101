// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The tools that a request offers, and which of them the model shall call.
final class ToolDefinitions {
    private final JsonOut definitions = new JsonOut(512);
    private final JsonOut choice = new JsonOut(64);
    private final Set<String> names = new HashSet<>();
    private final ModelTraits traits;
    private final Notices notices;
    private boolean forced;

    private ToolDefinitions(ModelTraits traits, Notices notices) {
        this.traits = traits;
        this.notices = notices;
    }

    static ToolDefinitions of(
            JsonDocument request, OutputShape shape, ModelTraits traits, Notices notices) {
        ToolDefinitions tools = new ToolDefinitions(traits, notices);
        List<JsonDocument> offered = RequestFields.objects(request, "tools", "tools");
        for (int i = 0; i < offered.size(); i++) {
            tools.add(offered.get(i), "tools[" + i + "]");
        }
        tools.choose(request, shape);
        return tools;
    }

    /// What the wire calls `tools`, without brackets; empty if there are none.
    JsonOut definitions() {
        return definitions;
    }

    /// What the wire calls `tool_choice`; empty if nothing is to be said.
    JsonOut choice() {
        return choice;
    }

    /// Whether the model must call a tool.
    boolean isForced() {
        return forced;
    }

    private void add(JsonDocument tool, String path) {
        JsonDocument function = tool.object("function").orElse(JsonDocument.empty());
        if (tool.string("type").filter("function"::equals).isEmpty()
                || function.names().isEmpty()) {
            throw Refusal.of(
                    path + ".type",
                    "must be function, not " + Refusal.shown(tool.string("type").orElse("")) + ".");
        }
        String name = function.string("name").orElse("");
        if (!WireId.isName(name)) {
            throw Refusal.of(path + ".function.name", badName(name));
        }
        if (!names.add(name)) {
            throw Refusal.of(path + ".function.name", "is that of a tool before: " + name + ".");
        }
        JsonDocument schema = ToolSchema.of(function, path + ".function.parameters");
        JsonOut out = definitions.object().name("name").text(name);
        if (function.type("description").filter(JsonType.STRING::equals).isPresent()) {
            out.name("description").raw(function.raw("description").orElseThrow());
        }
        out.name("input_schema").raw(schema.toBuffer());
        strict(function, schema);
        ContentParts.cacheControl(out, tool.has("cache_control") ? tool : function);
        out.endObject();
    }

    static String badName(String name) {
        return "must be 1 to 128 letters, digits, hyphens and underscores, not "
                + Refusal.shown(name)
                + ".";
    }

    private void strict(JsonDocument function, JsonDocument schema) {
        if (!function.flag("strict").orElse(false)) {
            return;
        }
        if (traits.structured() && StrictSchema.isStrict(schema)) {
            definitions.name("strict").flag(true);
        } else {
            notices.tell("tools[].function.strict", "left out, the model does not enforce it here");
        }
    }

    private void choose(JsonDocument request, OutputShape shape) {
        JsonType type = request.type("tool_choice").orElse(JsonType.NULL);
        String wanted =
                switch (type) {
                    case NULL -> "auto";
                    case STRING -> request.string("tool_choice").orElseThrow();
                    case OBJECT -> named(request.object("tool_choice").orElseThrow());
                    default -> "";
                };
        boolean parallel = request.flag("parallel_tool_calls").orElse(true);
        switch (wanted) {
            case "auto" -> leftToTheModel(shape, type == JsonType.NULL, parallel);
            case "none" -> none(shape);
            case "required" -> force("any", "", parallel);
            case "function" -> force("tool", chosen(request), parallel);
            default ->
                    throw Refusal.of(
                            "tool_choice",
                            "must be none, auto, required or a function, not "
                                    + Refusal.shown(request.raw("tool_choice").orElseThrow())
                                    + ".");
        }
    }

    private static String named(JsonDocument choice) {
        return choice.string("type").filter("function"::equals).orElse("");
    }

    private String chosen(JsonDocument request) {
        String name =
                request.object("tool_choice")
                        .flatMap(choice -> choice.object("function"))
                        .flatMap(function -> function.string("name"))
                        .orElse("");
        if (!names.contains(name)) {
            throw Refusal.of(
                    "tool_choice.function.name",
                    "is " + Refusal.shown(name) + ", which no tool of the request has.");
        }
        return name;
    }

    private void leftToTheModel(OutputShape shape, boolean unsaid, boolean parallel) {
        if (shape.tool().isPresent()) {
            // it calls a tool of the caller's, or answers by ours
            boolean alone = names.isEmpty();
            String name = shape.define(definitions, names);
            force(alone ? "tool" : "any", name, parallel && !alone);
        } else if (!names.isEmpty() && !(unsaid && parallel)) {
            choice.object().name("type").text("auto");
            endChoice(parallel);
        }
    }

    private void none(OutputShape shape) {
        if (shape.tool().isPresent()) {
            force("tool", shape.define(definitions, names), false);
        } else if (!names.isEmpty()) {
            choice.object().name("type").text("none").endObject();
        }
    }

    private void force(String how, String name, boolean parallel) {
        if (definitions.isEmpty()) {
            throw Refusal.of("tool_choice", "asks for a tool, but there are none in tools.");
        }
        forced = true;
        choice.object().name("type").text(how);
        if (how.equals("tool")) {
            choice.name("name").text(name);
        }
        endChoice(parallel);
    }

    private void endChoice(boolean parallel) {
        if (!parallel) {
            choice.name("disable_parallel_tool_use").flag(true);
        }
        choice.endObject();
    }
}
