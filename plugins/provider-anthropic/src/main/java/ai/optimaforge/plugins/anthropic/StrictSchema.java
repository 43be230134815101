// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A JSON schema in the subset that the wire compiles into a grammar, for structured output and
/// strict tools: every object names its properties and has no others, and bounds of numbers,
/// texts and lists are not enforced.
final class StrictSchema {
    private static final Set<String> PLAIN =
            Set.of(
                    "$schema",
                    "$id",
                    "$ref",
                    "type",
                    "required",
                    "description",
                    "title",
                    "const",
                    "enum",
                    "format");
    private static final Set<String> BOUNDS =
            Set.of(
                    "minimum",
                    "maximum",
                    "exclusiveMinimum",
                    "exclusiveMaximum",
                    "multipleOf",
                    "minLength",
                    "maxLength",
                    "pattern",
                    "minItems",
                    "maxItems",
                    "uniqueItems",
                    "minProperties",
                    "maxProperties",
                    "default",
                    "examples",
                    "deprecated",
                    "readOnly",
                    "writeOnly",
                    "$comment");

    private final Set<String> dropped = new TreeSet<>();
    private boolean changed;
    private boolean expressible = true;

    private StrictSchema() {}

    /// Whether a schema is in the subset as it stands.
    static boolean isStrict(JsonDocument schema) {
        StrictSchema strict = new StrictSchema();
        strict.schema(schema.toJson(), true);
        return strict.expressible && !strict.changed;
    }

    /// The schema in the subset, without the bounds that it can't express, of which the caller is
    /// told; empty if more than bounds would be lost.
    static Optional<JsonObject> of(JsonDocument schema, String field, Notices notices) {
        StrictSchema strict = new StrictSchema();
        JsonObject result = strict.schema(schema.toJson(), true);
        if (!strict.expressible) {
            return Optional.empty();
        }
        if (!strict.dropped.isEmpty()) {
            notices.tell(
                    field, "the provider does not enforce " + String.join(", ", strict.dropped));
        }
        return Optional.of(result);
    }

    private JsonObject schema(JsonObject schema, boolean top) {
        JsonObject result = new JsonObject();
        for (Map.Entry<String, Object> member : schema) {
            member(member.getKey(), member.getValue(), result);
        }
        boolean isObject =
                "object".equals(schema.getValue("type")) || schema.containsKey("properties");
        if (isObject) {
            object(schema, result);
        } else if (top) {
            expressible = false;
        }
        return result;
    }

    private void object(JsonObject schema, JsonObject result) {
        Object others = schema.getValue("additionalProperties");
        boolean named = schema.getValue("properties") instanceof JsonObject;
        if (!named || (others != null && !Boolean.FALSE.equals(others))) {
            expressible = false;
        }
        if (others == null) {
            changed = true;
            result.put("additionalProperties", false);
        }
    }

    private void member(String name, @Nullable Object value, JsonObject result) {
        if (PLAIN.contains(name) || name.equals("additionalProperties")) {
            result.put(name, value);
        } else if (BOUNDS.contains(name)) {
            changed = true;
            dropped.add(name);
        } else if (name.equals("items") && value instanceof JsonObject items) {
            result.put(name, schema(items, false));
        } else if (name.equals("anyOf") && value instanceof JsonArray choices) {
            result.put(name, each(choices));
        } else if (isMap(name) && value instanceof JsonObject schemas) {
            result.put(name, each(schemas));
        } else {
            expressible = false;
        }
    }

    private static boolean isMap(String name) {
        return name.equals("properties") || name.equals("$defs") || name.equals("definitions");
    }

    private JsonArray each(JsonArray schemas) {
        JsonArray result = new JsonArray();
        for (Object schema : schemas) {
            if (schema instanceof JsonObject object) {
                result.add(schema(object, false));
            } else {
                expressible = false;
            }
        }
        return result;
    }

    private JsonObject each(JsonObject schemas) {
        JsonObject result = new JsonObject();
        for (Map.Entry<String, Object> schema : schemas) {
            if (schema.getValue() instanceof JsonObject object) {
                result.put(schema.getKey(), schema(object, false));
            } else {
                expressible = false;
            }
        }
        return result;
    }
}
