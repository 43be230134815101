// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.google;

import static ai.optimaforge.testing.upstream.google.RejectedException.unless;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What Google checks of functions that a model may call.
final class ToolsCheck {
    private static final Set<String> DECLARATION =
            Set.of("name", "description", "parameters", "parametersJsonSchema", "behavior");

    /// What `parameters` knows of a schema: a part of OpenAPI's.
    private static final Set<String> SCHEMA =
            Set.of(
                    "type",
                    "format",
                    "title",
                    "description",
                    "nullable",
                    "enum",
                    "maxItems",
                    "minItems",
                    "properties",
                    "required",
                    "minProperties",
                    "maxProperties",
                    "minLength",
                    "maxLength",
                    "pattern",
                    "example",
                    "anyOf",
                    "propertyOrdering",
                    "default",
                    "items",
                    "minimum",
                    "maximum");
    private static final Set<String> MODES = Set.of("AUTO", "ANY", "NONE", "VALIDATED");

    private ToolsCheck() {}

    static void check(JsonObject request) {
        Set<String> names = new HashSet<>();
        JsonArray tools = request.getJsonArray("tools", new JsonArray());
        for (int i = 0; i < tools.size(); i++) {
            String place = "tools[" + i + "]";
            JsonObject tool = tools.getJsonObject(i);
            GenerateContentCheck.known(
                    tool, Set.of("functionDeclarations", "googleSearch", "codeExecution"), place);
            JsonArray declared = tool.getJsonArray("functionDeclarations", new JsonArray());
            for (int j = 0; j < declared.size(); j++) {
                names.add(
                        declaration(
                                declared.getJsonObject(j),
                                place + ".function_declarations[" + j + "]"));
            }
        }
        choice(request.getJsonObject("toolConfig"), names);
    }

    private static String declaration(JsonObject function, String place) {
        GenerateContentCheck.known(function, DECLARATION, place);
        String name = function.getString("name", "");
        unless(
                name.matches("[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}"),
                "* GenerateContentRequest.%s.name: [Invalid function name]".formatted(place));
        JsonObject parameters = function.getJsonObject("parameters");
        unless(
                parameters == null || !function.containsKey("parametersJsonSchema"),
                "parameters and parameters_json_schema exclude each other");
        schema(parameters, place + ".parameters");
        return name;
    }

    private static void schema(@Nullable JsonObject schema, String place) {
        if (schema == null) {
            return;
        }
        GenerateContentCheck.known(schema, SCHEMA, place);
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        unless(
                !"object".equalsIgnoreCase(schema.getString("type")) || !properties.isEmpty(),
                "* GenerateContentRequest.%s.properties: should be non-empty for OBJECT type"
                        .formatted(place));
        for (Map.Entry<String, Object> property : properties) {
            schema(
                    (JsonObject) property.getValue(),
                    place + ".properties[" + property.getKey() + "].value");
        }
        schema(schema.getJsonObject("items"), place + ".items");
    }

    private static void choice(@Nullable JsonObject config, Set<String> names) {
        if (config == null) {
            return;
        }
        GenerateContentCheck.known(config, Set.of("functionCallingConfig"), "tool_config");
        JsonObject calling = config.getJsonObject("functionCallingConfig", new JsonObject());
        String mode = calling.getString("mode", "");
        unless(
                MODES.contains(mode),
                "Invalid value at 'tool_config.function_calling_config.mode': " + mode);
        unless(!names.isEmpty(), "Function calling config is set without function_declarations.");
        JsonArray allowed = calling.getJsonArray("allowedFunctionNames", new JsonArray());
        unless(
                allowed.isEmpty() || mode.equals("ANY") || mode.equals("VALIDATED"),
                "allowed_function_names may only be set for the modes ANY and VALIDATED.");
        for (Object name : allowed) {
            unless(
                    names.contains(name),
                    "allowed_function_names holds an undeclared function: " + name);
        }
    }
}
