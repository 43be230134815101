// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import java.util.List;
import java.util.Set;

/// The fields of a request that this wire does not have: refused where the answer would mean
/// something else without them, else left out and told.
final class RequestFields {
    private static final Set<String> TRANSLATED =
            Set.of(
                    "model",
                    "messages",
                    "max_tokens",
                    "max_completion_tokens",
                    "stop",
                    "temperature",
                    "top_p",
                    "top_k",
                    "user",
                    "tools",
                    "tool_choice",
                    "parallel_tool_calls",
                    "response_format",
                    "reasoning_effort",
                    "thinking",
                    "cache_control",
                    "stream",
                    "stream_options",
                    "forge");

    private RequestFields() {}

    static void check(JsonDocument request, Notices notices) {
        for (String name : request.names()) {
            if (!TRANSLATED.contains(name)
                    && request.type(name).orElse(JsonType.NULL) != JsonType.NULL) {
                field(request, name, notices);
            }
        }
    }

    private static void field(JsonDocument request, String name, Notices notices) {
        switch (name) {
            case "n" -> refuseUnless(is(request, name, 1), name, "can't give several answers.");
            case "logprobs" ->
                    refuseUnless(!request.flag(name).orElse(true), name, "tells no probabilities.");
            case "top_logprobs" ->
                    refuseUnless(is(request, name, 0), name, "tells no probabilities.");
            case "audio" -> refuseUnless(false, name, "has no sound.");
            case "modalities" ->
                    refuseUnless(
                            request.raw(name)
                                    .orElseThrow()
                                    .toString()
                                    .replace(" ", "")
                                    .equals("[\"text\"]"),
                            name,
                            "answers by text only.");
            case "functions", "function_call" ->
                    throw Refusal.of(name, "is not taken; use tools and tool_choice.");
            case "web_search_options" ->
                    refuseUnless(false, name, "takes no search by this option.");
            case "frequency_penalty", "presence_penalty" -> {
                if (!is(request, name, 0)) {
                    leaveOut(name, notices);
                }
            }
            case "store" -> {
                if (request.flag(name).orElse(true)) {
                    leaveOut(name, notices);
                }
            }
            default -> leaveOut(name, notices);
        }
    }

    /// The objects of an array; none if it is not there.
    ///
    /// @param path the array's place in the request
    static List<JsonDocument> objects(JsonDocument holder, String name, String path) {
        JsonType type = holder.type(name).orElse(JsonType.NULL);
        if (type == JsonType.NULL) {
            return List.of();
        }
        if (type != JsonType.ARRAY) {
            String given = Refusal.shown(holder.raw(name).orElseThrow());
            throw Refusal.of(path, "must be an array of objects, not " + given + ".");
        }
        return holder.objects(
                name,
                (index, json) ->
                        Refusal.of(
                                path + "[" + index + "]",
                                "must be an object, not " + Refusal.shown(json) + "."));
    }

    private static boolean is(JsonDocument request, String name, long value) {
        return request.integer(name).filter(given -> given == value).isPresent();
    }

    private static void refuseUnless(boolean fits, String name, String why) {
        if (!fits) {
            throw Refusal.of(name, "is not taken: the model's provider " + why);
        }
    }

    private static void leaveOut(String name, Notices notices) {
        notices.tell(name, "left out, the provider has no such field");
    }
}
