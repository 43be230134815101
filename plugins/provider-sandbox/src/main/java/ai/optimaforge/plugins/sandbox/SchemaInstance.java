// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// The least instance of a JSON Schema, as far as the sandbox knows schemas: types, `enum`,
/// `const`, required members, lengths and bounds, common formats, local references, the first
/// alternative that ends. What it does not know (`pattern`, `not`, conditions) it passes over.
final class SchemaInstance {
    private static final Map<String, String> FORMATS =
            Map.of(
                    "date-time", "2000-01-01T00:00:00Z",
                    "date", "2000-01-01",
                    "time", "00:00:00Z",
                    "duration", "PT0S",
                    "email", "sandbox@example.org",
                    "hostname", "example.org",
                    "ipv4", "127.0.0.1",
                    "ipv6", "::1",
                    "uri", "https://example.org/",
                    "uuid", "00000000-0000-0000-0000-000000000000");

    private final JsonObject root;
    private final Deque<String> openReferences = new ArrayDeque<>();

    /// A schema that contains itself on the way that was taken: another alternative may end.
    private static final class EndlessException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EndlessException(String reference) {
            super(reference, null, false, false);
        }
    }

    private SchemaInstance(JsonObject root) {
        this.root = root;
    }

    /// @throws ai.optimaforge.spi.model.UpstreamException if no instance can be made
    static @Nullable Object of(JsonObject schema) {
        try {
            return new SchemaInstance(schema).instance(schema);
        } catch (EndlessException e) {
            throw ReplyComposer.wrong("the schema has no finite instance: " + e.getMessage());
        } catch (ClassCastException e) {
            throw ReplyComposer.wrong("the schema is not valid: " + e.getMessage());
        }
    }

    private @Nullable Object instance(JsonObject schema) {
        if (schema.containsKey("const")) {
            return schema.getValue("const");
        }
        JsonArray values = schema.getJsonArray("enum", new JsonArray());
        if (!values.isEmpty()) {
            return values.getValue(0);
        }
        String reference = schema.getString("$ref");
        if (reference != null) {
            return referred(reference);
        }
        for (String alternatives : List.of("anyOf", "oneOf")) {
            if (schema.containsKey(alternatives)) {
                return firstOf(schema.getJsonArray(alternatives));
            }
        }
        if (schema.containsKey("allOf")) {
            return instance(merged(schema));
        }
        return ofType(type(schema), schema);
    }

    private @Nullable Object ofType(String type, JsonObject schema) {
        return switch (type) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "integer" -> (long) Math.ceil(number(schema, 1));
            case "number" -> number(schema, 0.5);
            case "boolean" -> false;
            case "null" -> null;
            default -> string(schema);
        };
    }

    private static String type(JsonObject schema) {
        Object type = schema.getValue("type");
        if (type instanceof JsonArray types && !types.isEmpty()) {
            return types.getString(0);
        }
        if (type instanceof String name) {
            return name;
        }
        if (schema.containsKey("items")) {
            return "array";
        }
        return schema.containsKey("properties") || schema.isEmpty() ? "object" : "string";
    }

    private JsonObject object(JsonObject schema) {
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        JsonObject object = new JsonObject();
        for (Object name : schema.getJsonArray("required", new JsonArray())) {
            String key = (String) name;
            object.put(key, instance(properties.getJsonObject(key, new JsonObject())));
        }
        return object;
    }

    private JsonArray array(JsonObject schema) {
        JsonArray array = new JsonArray();
        JsonArray first = schema.getJsonArray("prefixItems", new JsonArray());
        for (int i = 0; i < first.size(); i++) {
            array.add(instance(first.getJsonObject(i)));
        }
        while (array.size() < Math.min(schema.getInteger("minItems", 0), 1000)) {
            array.add(instance(schema.getJsonObject("items", new JsonObject())));
        }
        return array;
    }

    private static String string(JsonObject schema) {
        String format = FORMATS.get(schema.getString("format", ""));
        if (format != null) {
            return format;
        }
        int least = Math.min(schema.getInteger("minLength", 0), 10_000);
        int most = schema.getInteger("maxLength", Integer.MAX_VALUE);
        String text = "sandbox" + ".".repeat(Math.max(0, least - "sandbox".length()));
        return text.length() <= most ? text : text.substring(0, most);
    }

    /// 0 where it is allowed, else the least number that is, or the greatest if there is no
    /// least.
    private static double number(JsonObject schema, double step) {
        double least =
                Math.max(
                        schema.getDouble("minimum", Double.NEGATIVE_INFINITY),
                        schema.getDouble("exclusiveMinimum", Double.NEGATIVE_INFINITY) + step);
        double most =
                Math.min(
                        schema.getDouble("maximum", Double.POSITIVE_INFINITY),
                        schema.getDouble("exclusiveMaximum", Double.POSITIVE_INFINITY) - step);
        double bounded = Math.max(least, Math.min(0, most));
        double multiple = schema.getDouble("multipleOf", 0.0);
        return multiple > 0 ? Math.ceil(bounded / multiple) * multiple : bounded;
    }

    private @Nullable Object firstOf(JsonArray alternatives) {
        EndlessException last = new EndlessException("no alternative");
        for (int i = 0; i < alternatives.size(); i++) {
            try {
                return instance(alternatives.getJsonObject(i));
            } catch (EndlessException e) {
                last = e;
            }
        }
        throw last;
    }

    private JsonObject merged(JsonObject schema) {
        JsonObject all = schema.copy();
        JsonArray parts = (JsonArray) all.remove("allOf");
        for (int i = 0; i < parts.size(); i++) {
            JsonObject part = parts.getJsonObject(i);
            String reference = part.getString("$ref");
            part = reference == null ? part : target(reference);
            JsonArray required = all.getJsonArray("required", new JsonArray()).copy();
            part.getJsonArray("required", new JsonArray()).forEach(required::add);
            all.mergeIn(part.copy(), true).put("required", required);
        }
        return all;
    }

    private @Nullable Object referred(String reference) {
        if (openReferences.contains(reference)) {
            throw new EndlessException(reference);
        }
        openReferences.push(reference);
        try {
            return instance(target(reference));
        } finally {
            openReferences.pop();
        }
    }

    private JsonObject target(String reference) {
        if (!reference.startsWith("#")) {
            throw ReplyComposer.wrong("the schema refers to another document: " + reference);
        }
        Object at = root;
        for (String token : reference.substring(1).split("/", -1)) {
            if (!token.isEmpty()) {
                String name = token.replace("~1", "/").replace("~0", "~");
                at = at instanceof JsonObject object ? object.getValue(name) : null;
            }
        }
        if (at instanceof JsonObject schema) {
            return schema;
        }
        throw ReplyComposer.wrong("the schema refers to nothing: " + reference);
    }
}
