// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.anthropic;

import static ai.optimaforge.testing.upstream.anthropic.RefusedException.unless;

import ai.optimaforge.testing.upstream.RecordedRequest;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.Set;

/// What the real service wants of a request for a message, in its words.
final class RequestRules {
    private static final Set<String> FIELDS =
            Set.of(
                    "model",
                    "max_tokens",
                    "messages",
                    "system",
                    "stream",
                    "tools",
                    "tool_choice",
                    "thinking",
                    "output_config",
                    "temperature",
                    "top_p",
                    "top_k",
                    "stop_sequences",
                    "metadata",
                    "service_tier",
                    "cache_control");

    private RequestRules() {}

    static void check(RecordedRequest request) {
        if (request.header("x-api-key").isEmpty() && request.header("authorization").isEmpty()) {
            throw RefusedException.of(401, "x-api-key header is required");
        }
        unless(
                !request.header("anthropic-version").isEmpty(),
                "anthropic-version: header is required");
        checkBody(json(request));
    }

    static void checkBody(JsonObject body) {
        for (String field : body.fieldNames()) {
            unless(FIELDS.contains(field), field + ": Extra inputs are not permitted");
        }
        unless(body.getValue("model") instanceof String, "model: Field required");
        unless(body.containsKey("max_tokens"), "max_tokens: Field required");
        unless(
                body.getValue("max_tokens") instanceof Integer tokens && tokens >= 1,
                "max_tokens: Input should be greater than or equal to 1");
        unless(body.getValue("messages") instanceof JsonArray, "messages: Field required");
        system(body);
        sampling(body);
        ToolRules.check(body);
        MessageRules.check(body.getJsonArray("messages"));
        ThinkingRules.check(body);
        OutputRules.check(body);
    }

    private static JsonObject json(RecordedRequest request) {
        try {
            return request.json();
        } catch (DecodeException e) {
            throw RefusedException.invalid("The request body is not valid JSON.");
        }
    }

    private static void system(JsonObject body) {
        if (body.getValue("system") instanceof JsonArray blocks) {
            for (int i = 0; i < blocks.size(); i++) {
                String text = blocks.getJsonObject(i).getString("text", "");
                unless(!text.isBlank(), "system: text content blocks must be non-empty");
            }
        }
    }

    private static void sampling(JsonObject body) {
        boolean adaptive = FakeModels.ADAPTIVE.equals(body.getString("model"));
        for (String name : new String[] {"temperature", "top_p", "top_k"}) {
            unless(
                    !adaptive || !body.containsKey(name),
                    "`" + name + "` is deprecated for this model.");
        }
        unless(
                body.getDouble("temperature", 0.0) <= 1,
                "temperature: Input should be less than or equal to 1");
        unless(
                !body.containsKey("temperature") || !body.containsKey("top_p"),
                "`temperature` and `top_p` cannot both be specified for this model. Please use only"
                        + " one.");
        for (Object stop : body.getJsonArray("stop_sequences", new JsonArray())) {
            unless(
                    !((String) stop).isBlank(),
                    "stop_sequences: each stop sequence must contain non-whitespace");
        }
    }
}
