// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.request;

import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/// The shape that the answer shall have.
final class OutputFormat {
    private static final List<String> TYPES = List.of("json_schema");

    private OutputFormat() {}

    /// `response_format`, where the request asks for a shape, be it in `output_config.format` or
    /// in `output_format`, as it was called before.
    static Optional<JsonObject> of(Given request) {
        return request.object("output_config")
                .flatMap(config -> config.object("format"))
                .or(() -> request.object("output_format"))
                .map(OutputFormat::format);
    }

    private static JsonObject format(Given format) {
        format.oneOf("type", TYPES);
        JsonObject schema = format.member("schema").json();
        JsonObject named =
                new JsonObject()
                        .put("name", "answer")
                        .put("schema", schema)
                        .put("strict", isStrict(schema));
        return new JsonObject().put("type", "json_schema").put("json_schema", named);
    }

    /// Whether OpenAI would take the schema as a strict one: each object has no other members
    /// than those that it requires.
    private static boolean isStrict(@Nullable Object schema) {
        return switch (schema) {
            case JsonArray list -> list.stream().allMatch(OutputFormat::isStrict);
            case JsonObject object ->
                    isClosed(object)
                            && object.fieldNames().stream()
                                    .map(object::getValue)
                                    .allMatch(OutputFormat::isStrict);
            case null, default -> true;
        };
    }

    private static boolean isClosed(JsonObject schema) {
        if (!(schema.getValue("properties") instanceof JsonObject properties)) {
            return !"object".equals(schema.getValue("type"));
        }
        return Boolean.FALSE.equals(schema.getValue("additionalProperties"))
                && schema.getValue("required") instanceof JsonArray required
                && required.stream().toList().containsAll(properties.fieldNames());
    }
}
