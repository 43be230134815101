// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// JSON Schema takes a misspelt keyword for one that it doesn't know, and checks nothing.
class SchemaKeywordTest {
    private static final Set<String> SCHEMAS_BY_NAME = Set.of("properties", "patternProperties");
    private static final Set<String> SCHEMA_LISTS =
            Set.of("anyOf", "oneOf", "allOf", "prefixItems");
    private static final Set<String> SCHEMAS =
            Set.of("items", "additionalProperties", "propertyNames", "not");
    private static final Set<String> PLAIN =
            Set.of(
                    "$ref",
                    "title",
                    "description",
                    "type",
                    "format",
                    "enum",
                    "const",
                    "default",
                    "examples",
                    "deprecated",
                    "readOnly",
                    "writeOnly",
                    "required",
                    "pattern",
                    "minLength",
                    "maxLength",
                    "minimum",
                    "maximum",
                    "exclusiveMinimum",
                    "exclusiveMaximum",
                    "multipleOf",
                    "minItems",
                    "maxItems",
                    "uniqueItems",
                    "minProperties",
                    "maxProperties",
                    "contentEncoding",
                    "contentMediaType",
                    "discriminator");
    private static final Set<String> TYPES =
            Set.of("string", "number", "integer", "boolean", "object", "array", "null");

    static List<ContractFile> contracts() {
        return ContractFile.all();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void should_use_keywords_and_types_that_there_are(ContractFile contract) {
        JsonObject merged = contract.merged();
        Stream<Object> named = values(merged.getJsonObject("components").getJsonObject("schemas"));
        Stream<Object> inline =
                ContractFile.objects(merged)
                        .filter(object -> object.getValue("schema") instanceof JsonObject)
                        .map(object -> object.getValue("schema"));
        List<String> unknown =
                Stream.concat(named, inline).flatMap(SchemaKeywordTest::unknown).toList();
        assertEquals(List.of(), unknown);
    }

    private static Stream<String> unknown(Object schema) {
        return schema instanceof JsonObject object
                ? object.stream().flatMap(word -> unknown(word.getKey(), word.getValue()))
                : Stream.empty();
    }

    private static Stream<String> unknown(String keyword, Object value) {
        if (SCHEMAS_BY_NAME.contains(keyword)) {
            return values((JsonObject) value).flatMap(SchemaKeywordTest::unknown);
        }
        if (SCHEMA_LISTS.contains(keyword)) {
            return ((JsonArray) value).stream().flatMap(SchemaKeywordTest::unknown);
        }
        if (SCHEMAS.contains(keyword)) {
            return unknown(value);
        }
        if (keyword.equals("type")) {
            Stream<?> types = value instanceof JsonArray list ? list.stream() : Stream.of(value);
            return types.map(String::valueOf).filter(type -> !TYPES.contains(type));
        }
        return PLAIN.contains(keyword) ? Stream.empty() : Stream.of(keyword);
    }

    private static Stream<Object> values(JsonObject object) {
        return object.fieldNames().stream().map(object::getValue);
    }
}
