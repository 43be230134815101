// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A response as it is at one moment; nobody changes what it holds any more. Used on the event
/// loop of its call.
public final class ResponseSnapshot {
    private final JsonObject json;
    private final List<JsonObject> output;
    private @Nullable String text;

    /// @param json the response object
    /// @param output its output with all that it takes to continue it
    public ResponseSnapshot(JsonObject json, List<JsonObject> output) {
        this.json = requireNonNull(json, "json is null");
        this.output = List.copyOf(output);
    }

    /// The response object.
    public JsonObject json() {
        return json;
    }

    /// The response object as it is shown and kept; encoded once.
    public String text() {
        if (text == null) {
            text = JsonDocument.text(json);
        }
        return text;
    }

    /// Its output with all that it takes to continue it.
    public List<JsonObject> output() {
        return output;
    }

    /// Its status, as the API has it.
    public String status() {
        return json.getString("status");
    }
}
