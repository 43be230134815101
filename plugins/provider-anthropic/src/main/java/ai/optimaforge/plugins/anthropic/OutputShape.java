// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import io.vertx.core.json.JsonObject;

import java.util.Optional;
import java.util.Set;

/// The shape in which the answer shall come: by the wire's own structured output where the model
/// and the schema allow it, else as the input of a tool that the model must call.
final class OutputShape {
    private static final String FIELD = "response_format";
    private static final String SCHEMA = FIELD + ".json_schema.schema";
    private static final OutputShape TEXT = new OutputShape(Optional.empty(), Optional.empty());
    private static final JsonDocument ANY_OBJECT =
            JsonDocument.empty().with("type", "object").with("additionalProperties", true);

    private final Optional<JsonObject> grammar;
    private final Optional<JsonDocument> tool;
    private String toolName = "json_answer";

    private OutputShape(Optional<JsonObject> grammar, Optional<JsonDocument> tool) {
        this.grammar = grammar;
        this.tool = tool;
    }

    static OutputShape of(JsonDocument request, ModelTraits traits, Notices notices) {
        if (request.type(FIELD).orElse(JsonType.NULL) == JsonType.NULL) {
            return TEXT;
        }
        JsonDocument format = request.object(FIELD).orElse(JsonDocument.empty());
        String type = format.string("type").orElse("");
        return switch (type) {
            case "text" -> TEXT;
            case "json_object" -> new OutputShape(Optional.empty(), Optional.of(ANY_OBJECT));
            case "json_schema" -> schema(format, traits, notices);
            default ->
                    throw Refusal.of(
                            FIELD + ".type",
                            "must be text, json_object or json_schema, not "
                                    + Refusal.shown(type)
                                    + ".");
        };
    }

    private static OutputShape schema(JsonDocument format, ModelTraits traits, Notices notices) {
        JsonDocument schema =
                format.object("json_schema")
                        .flatMap(named -> named.object("schema"))
                        .orElseThrow(() -> Refusal.of(SCHEMA, "must be a JSON schema, an object."));
        Optional<JsonObject> grammar =
                traits.structured() ? StrictSchema.of(schema, SCHEMA, notices) : Optional.empty();
        return grammar.isPresent()
                ? new OutputShape(grammar, Optional.empty())
                : new OutputShape(Optional.empty(), Optional.of(ToolSchema.check(schema, SCHEMA)));
    }

    /// The schema for the wire's own structured output.
    Optional<JsonObject> grammar() {
        return grammar;
    }

    /// The schema of the tool by which the model must answer.
    Optional<JsonDocument> tool() {
        return tool;
    }

    /// Defines the tool, by a name that no other has, and says the name.
    String define(JsonOut definitions, Set<String> taken) {
        while (taken.contains(toolName)) {
            toolName += "_";
        }
        definitions
                .object()
                .name("name")
                .text(toolName)
                .name("description")
                .text(
                        "Gives the final answer to the user, in the shape that was asked for."
                                + " Call it once instead of writing text.")
                .name("input_schema")
                .raw(tool.orElseThrow().toBuffer())
                .endObject();
        return toolName;
    }

    /// The name of the tool by which the model answers; empty if it answers by text.
    String toolName() {
        return tool.isPresent() ? toolName : "";
    }
}
