// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import ai.optimaforge.plugins.responses.request.ResponseRequest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/// A response before the model has said anything: every key that the official SDKs and the Open
/// Responses schema require, and what the request says.
public final class ResponseShell {
    private ResponseShell() {}

    /// The object; a new one at each call.
    ///
    /// @param createdAt in Unix seconds
    /// @param status `queued` or `in_progress`
    public static JsonObject of(ResponseRequest request, String id, long createdAt, String status) {
        JsonObject given = request.json();
        JsonObject shell =
                new JsonObject()
                        .put("id", id)
                        .put("object", "response")
                        .put("created_at", createdAt)
                        .putNull("completed_at")
                        .put("status", status)
                        .put("background", request.background())
                        .putNull("error")
                        .putNull("incomplete_details")
                        .put("instructions", given.getValue("instructions"))
                        .put("model", request.model())
                        .put("previous_response_id", request.previousResponseId().orElse(null))
                        .put("output", new JsonArray())
                        .put("tools", new JsonArray(new ArrayList<>(request.shownTools())));
        put(shell, given, "tool_choice", "auto");
        put(shell, given, "parallel_tool_calls", true);
        put(shell, given, "max_output_tokens", null);
        put(shell, given, "max_tool_calls", null);
        shell.put("text", text(given)).put("reasoning", reasoning(given));
        put(shell, given, "temperature", 1.0);
        put(shell, given, "top_p", 1.0);
        put(shell, given, "presence_penalty", 0.0);
        put(shell, given, "frequency_penalty", 0.0);
        put(shell, given, "top_logprobs", 0);
        put(shell, given, "truncation", "disabled");
        shell.put("store", request.store());
        put(shell, given, "service_tier", "default");
        put(shell, given, "metadata", new JsonObject());
        put(shell, given, "safety_identifier", null);
        put(shell, given, "prompt_cache_key", null);
        shell.putNull("usage");
        if (given.getValue("user") != null) {
            shell.put("user", given.getValue("user"));
        }
        request.conversation()
                .ifPresent(of -> shell.put("conversation", new JsonObject().put("id", of)));
        return shell;
    }

    private static void put(
            JsonObject shell, JsonObject given, String name, @Nullable Object otherwise) {
        Object value = given.getValue(name);
        shell.put(name, value == null ? otherwise : value);
    }

    private static JsonObject text(JsonObject given) {
        JsonObject text = given.getJsonObject("text", new JsonObject());
        JsonObject shown = text == null ? new JsonObject() : text.copy();
        if (shown.getValue("format") == null) {
            shown.put("format", new JsonObject().put("type", "text"));
        }
        return shown;
    }

    private static JsonObject reasoning(JsonObject given) {
        JsonObject shown = new JsonObject().putNull("effort").putNull("summary");
        JsonObject reasoning = given.getJsonObject("reasoning");
        return reasoning == null ? shown : shown.mergeIn(reasoning);
    }
}
