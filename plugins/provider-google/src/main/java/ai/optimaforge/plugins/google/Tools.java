// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The functions that the model may call, and whether it must: `tools` and `toolConfig`.
///
/// Parameters go as `parametersJsonSchema`, which takes JSON Schema as it is; the older
/// `parameters` takes a part of OpenAPI's and refuses every other keyword.
final class Tools {
    private static final Set<String> OF_NOTHING =
            Set.of("type", "properties", "required", "additionalProperties", "$schema", "title");

    private final Notices notices;
    private final JsonText out;
    private final Set<String> names = new HashSet<>();

    Tools(Notices notices, JsonText out) {
        this.notices = notices;
        this.out = out;
    }

    void write(JsonDocument request) {
        List<JsonDocument> tools =
                RequestFields.objects(request, "tools", "tools", "a list of tools");
        if (!tools.isEmpty()) {
            out.name("tools").open('[').open('{').name("functionDeclarations").open('[');
            for (int i = 0; i < tools.size(); i++) {
                declare(tools.get(i), "tools[" + i + "]");
            }
            out.close(']').close('}').close(']');
        }
        if (RequestFields.has(request, "tool_choice")) {
            choose(request);
        }
    }

    private void declare(JsonDocument tool, String path) {
        JsonDocument function = function(tool, path);
        String name = RequestFields.text(function, "name", path + ".function.name");
        if (!names.add(name)) {
            throw RequestFields.refused(
                    path + ".function.name", "is given more than once: " + name);
        }
        out.open('{').name("name").text(name);
        function.raw("description")
                .filter(text -> RequestFields.has(function, "description"))
                .ifPresent(text -> out.name("description").raw(text));
        if (function.flag("strict").orElse(false)) {
            notices.leftOut("tools.function.strict", "Gemini keeps to a schema as well as it can");
        }
        parameters(function, path + ".function.parameters");
        out.close('}');
    }

    private static JsonDocument function(JsonDocument tool, String path) {
        String type = RequestFields.text(tool, "type", path + ".type");
        if (!type.equals("function")) {
            throw RequestFields.refused(
                    path + ".type", "must be function, not " + RequestFields.shown(type));
        }
        return RequestFields.object(tool, "function", path + ".function")
                .orElseThrow(
                        () ->
                                RequestFields.wrong(
                                        tool, "function", path + ".function", "an object"));
    }

    private void parameters(JsonDocument function, String path) {
        RequestFields.object(function, "parameters", path)
                .filter(schema -> !takesNothing(schema))
                .ifPresent(
                        schema ->
                                out.name("parametersJsonSchema")
                                        .raw(function.raw("parameters").orElseThrow()));
    }

    /// Gemini refuses an object without properties; a function without parameters it knows.
    private static boolean takesNothing(JsonDocument schema) {
        boolean closed =
                !RequestFields.has(schema, "additionalProperties")
                        || schema.flag("additionalProperties").filter(open -> !open).isPresent();
        return closed
                && OF_NOTHING.containsAll(schema.names())
                && (!schema.has("properties") || schema.isEmpty("properties"));
    }

    private void choose(JsonDocument request) {
        if (request.type("tool_choice").filter(JsonType.OBJECT::equals).isPresent()) {
            chooseAmong(request.object("tool_choice").orElseThrow());
            return;
        }
        switch (request.string("tool_choice").orElse("")) {
            case "auto" -> {}
            case "none" -> {
                if (!names.isEmpty()) {
                    mode("NONE", List.of());
                }
            }
            case "required" -> mode("ANY", List.of());
            default ->
                    throw RequestFields.wrong(
                            request,
                            "tool_choice",
                            "tool_choice",
                            "none, auto, required or a function");
        }
    }

    private void chooseAmong(JsonDocument choice) {
        String type = RequestFields.text(choice, "type", "tool_choice.type");
        switch (type) {
            case "function" -> mode("ANY", List.of(named(choice, "tool_choice")));
            case "allowed_tools" -> allow(choice);
            default ->
                    throw RequestFields.refused(
                            "tool_choice.type",
                            "must be function or allowed_tools, not " + RequestFields.shown(type));
        }
    }

    private void allow(JsonDocument choice) {
        String path = "tool_choice.allowed_tools";
        JsonDocument allowed =
                RequestFields.object(choice, "allowed_tools", path)
                        .orElseThrow(
                                () ->
                                        RequestFields.wrong(
                                                choice, "allowed_tools", path, "an object"));
        List<String> allowedNames = new ArrayList<>();
        for (JsonDocument tool :
                RequestFields.objects(allowed, "tools", path + ".tools", "a list of tools")) {
            allowedNames.add(named(tool, path + ".tools[" + allowedNames.size() + "]"));
        }
        boolean required = allowed.string("mode").filter("required"::equals).isPresent();
        // AUTO takes no list of names; this is the mode that is like it and does
        mode(required ? "ANY" : "VALIDATED", allowedNames);
    }

    private static String named(JsonDocument tool, String path) {
        JsonDocument function =
                RequestFields.object(tool, "function", path + ".function")
                        .orElseThrow(
                                () ->
                                        RequestFields.wrong(
                                                tool, "function", path + ".function", "an object"));
        return RequestFields.text(function, "name", path + ".function.name");
    }

    private void mode(String mode, List<String> allowed) {
        if (names.isEmpty()) {
            throw RequestFields.refused("tool_choice", "asks for a tool, but there are no tools");
        }
        for (String name : allowed) {
            if (!names.contains(name)) {
                throw RequestFields.refused(
                        "tool_choice",
                        "names the function %s, which is none of tools: %s"
                                .formatted(
                                        name, String.join(", ", names.stream().sorted().toList())));
            }
        }
        out.name("toolConfig").open('{').name("functionCallingConfig").open('{');
        out.name("mode").text(mode);
        if (!allowed.isEmpty()) {
            out.name("allowedFunctionNames").open('[');
            allowed.forEach(out::text);
            out.close(']');
        }
        out.close('}').close('}');
    }
}
