// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;

import java.util.Optional;

/// The text of an answer that shall be JSON.
final class ResponseFormat {
    private ResponseFormat() {}

    static Optional<String> text(JsonDocument request, String said) {
        Optional<JsonDocument> format = request.object("response_format");
        return switch (format.flatMap(f -> f.string("type")).orElse("text")) {
            case "json_object" ->
                    Optional.of(
                            new JsonObject()
                                    .put("sandbox", ReplyComposer.DISCLAIMER)
                                    .put("you_said", said)
                                    .encode());
            case "json_schema" ->
                    Optional.of(
                            Json.encode(
                                    SchemaInstance.of(
                                            format.flatMap(f -> f.object("json_schema"))
                                                    .flatMap(s -> s.object("schema"))
                                                    .map(JsonDocument::toJson)
                                                    .orElse(new JsonObject()))));
            default -> Optional.empty();
        };
    }
}
