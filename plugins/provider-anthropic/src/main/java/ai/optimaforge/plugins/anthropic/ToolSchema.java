// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import io.vertx.core.json.JsonObject;

import java.util.List;

/// The schema of what a tool takes. The wire wants an object at its top.
final class ToolSchema {
    private static final JsonDocument NO_PARAMETERS =
            JsonDocument.empty().with("type", "object").with("properties", new JsonObject());
    private static final List<String> UNIONS = List.of("oneOf", "anyOf", "allOf");

    private ToolSchema() {}

    /// @param field the place of the function's `parameters`
    static JsonDocument of(JsonDocument function, String field) {
        JsonType type = function.type("parameters").orElse(JsonType.NULL);
        if (type == JsonType.NULL) {
            return NO_PARAMETERS;
        }
        return check(
                function.object("parameters")
                        .orElseThrow(() -> Refusal.of(field, "must be a JSON schema, an object.")),
                field);
    }

    /// @param field the place of the schema in the request
    static JsonDocument check(JsonDocument schema, String field) {
        for (String union : UNIONS) {
            if (schema.has(union)) {
                throw Refusal.of(
                        field + "." + union,
                        "is not taken at the top of a schema by the model's provider; it may"
                                + " stand in a property.");
            }
        }
        if (!schema.has("type")) {
            return schema.with("type", "object");
        }
        if (schema.string("type").filter("object"::equals).isEmpty()) {
            throw Refusal.of(
                    field + ".type",
                    "must be object, not " + Refusal.shown(schema.raw("type").orElseThrow()) + ".");
        }
        return schema;
    }
}
