// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.request;

import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Whether a schema can be one: the keywords that every model's provider reads are of the shape
/// that JSON Schema gives them. What a provider does not take beyond that it refuses itself.
final class SchemaCheck {
    private static final List<String> TYPES =
            List.of("object", "array", "string", "number", "integer", "boolean", "null");
    private static final List<String> NAMED =
            List.of("properties", "patternProperties", "$defs", "definitions");
    private static final List<String> LISTS = List.of("anyOf", "oneOf", "allOf", "prefixItems");
    private static final List<String> SINGLE =
            List.of("items", "additionalProperties", "not", "if", "then", "else", "contains");

    private final JsonObject root;

    private SchemaCheck(JsonObject root) {
        this.root = root;
    }

    static void check(Given schema) {
        new SchemaCheck(schema.json()).schema(schema);
    }

    private void schema(Given schema) {
        type(schema);
        pattern(schema);
        reference(schema);
        schema.texts("required");
        if (schema.has("enum") && !(schema.value("enum") instanceof JsonArray)) {
            throw schema.wrong("enum", "an array");
        }
        NAMED.forEach(name -> schema.object(name).ifPresent(this::named));
        LISTS.stream().filter(schema::has).forEach(name -> list(schema, name));
        SINGLE.stream().filter(schema::has).forEach(name -> inner(schema, name));
    }

    private void named(Given schemas) {
        schemas.json().fieldNames().forEach(name -> inner(schemas, name));
    }

    private void list(Given schema, String name) {
        if (!(schema.value(name) instanceof JsonArray array) || array.isEmpty()) {
            throw schema.wrong(name, "an array of schemas");
        }
        Given elements = new Given(indexed(array), schema.at(name));
        elements.json().fieldNames().forEach(index -> inner(elements, index));
    }

    private static JsonObject indexed(JsonArray array) {
        JsonObject indexed = new JsonObject();
        for (int i = 0; i < array.size(); i++) {
            indexed.put(Integer.toString(i), array.getValue(i));
        }
        return indexed;
    }

    private void inner(Given parent, String name) {
        if (!(parent.value(name) instanceof Boolean)) {
            schema(parent.object(name).orElseThrow(() -> parent.wrong(name, "a schema")));
        }
    }

    private static void type(Given schema) {
        Object type = schema.value("type");
        List<?> types = type instanceof JsonArray array ? array.getList() : one(type);
        if (!TYPES.containsAll(types)) {
            throw schema.wrong("type", Given.inWords(TYPES) + ", or an array of them");
        }
    }

    private static List<Object> one(@Nullable Object type) {
        return type == null ? List.of() : List.of(type);
    }

    private static void pattern(Given schema) {
        schema.string("pattern")
                .ifPresent(
                        pattern -> {
                            try {
                                Pattern.compile(pattern);
                            } catch (PatternSyntaxException e) {
                                throw schema.wrong("pattern", "a regular expression");
                            }
                        });
    }

    private void reference(Given schema) {
        schema.string("$ref")
                .filter(reference -> reference.startsWith("#/"))
                .filter(
                        reference ->
                                JsonPointer.from(reference.substring(1)).queryJson(root) == null)
                .ifPresent(
                        reference -> {
                            throw schema.wrong("$ref", "a reference to a part of the schema");
                        });
    }
}
