// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.anthropic;

import static ai.optimaforge.testing.upstream.anthropic.RefusedException.unless;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/// What the real service wants of a JSON schema: little where a tool takes an input, much where
/// the schema binds what the model says.
final class SchemaRules {
    private static final Set<String> STRICT =
            Set.of(
                    "$schema",
                    "$id",
                    "$ref",
                    "$defs",
                    "definitions",
                    "type",
                    "properties",
                    "required",
                    "additionalProperties",
                    "items",
                    "anyOf",
                    "enum",
                    "const",
                    "title",
                    "description",
                    "format");

    private SchemaRules() {}

    /// The schema of a tool's input.
    static void input(JsonObject schema, String path) {
        unless("object".equals(schema.getValue("type")), path + ".type: Input should be 'object'");
        unless(
                !schema.containsKey("oneOf")
                        && !schema.containsKey("allOf")
                        && !schema.containsKey("anyOf"),
                path + ": input_schema does not support oneOf, allOf, or anyOf at the top level");
        draft(schema, path);
    }

    /// Forms of older drafts are none of the one that is asked for.
    private static void draft(@Nullable Object value, String path) {
        if (value instanceof JsonObject schema) {
            unless(
                    !(schema.getValue("items") instanceof JsonArray)
                            && !(schema.getValue("exclusiveMinimum") instanceof Boolean)
                            && !(schema.getValue("exclusiveMaximum") instanceof Boolean)
                            && !(schema.getValue("required") instanceof Boolean),
                    path
                            + ": JSON schema is invalid. It must match JSON Schema draft 2020-12"
                            + " (https://json-schema.org/draft/2020-12).");
            schema.forEach(member -> draft(member.getValue(), path));
        } else if (value instanceof JsonArray array) {
            array.forEach(element -> draft(element, path));
        }
    }

    /// A schema that is compiled into a grammar.
    static void strict(JsonObject schema, String path) {
        String type = schema.getValue("type") instanceof String one ? one : "any";
        for (String keyword : schema.fieldNames()) {
            unless(
                    STRICT.contains(keyword),
                    path
                            + ": For '"
                            + type
                            + "' type, property '"
                            + keyword
                            + "' is not supported");
        }
        unless(
                !type.equals("object")
                        || Boolean.FALSE.equals(schema.getValue("additionalProperties")),
                path
                        + ": For 'object' type, 'additionalProperties' must be explicitly set to"
                        + " false");
        each(schema.getValue("properties"), path);
        each(schema.getValue("$defs"), path);
        if (schema.getValue("items") instanceof JsonObject items) {
            strict(items, path);
        }
        if (schema.getValue("anyOf") instanceof JsonArray choices) {
            choices.forEach(choice -> strict((JsonObject) choice, path));
        }
    }

    private static void each(@Nullable Object schemas, String path) {
        if (schemas instanceof JsonObject named) {
            named.forEach(schema -> strict((JsonObject) schema.getValue(), path));
        }
    }
}
