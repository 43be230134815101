// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonSlice;
import ai.optimaforge.spi.json.JsonType;

import io.vertx.core.json.JsonArray;

import java.util.Set;

/// The fields of a request that Google's wire does not carry.
final class UncarriedFields {
    private static final String NO_PLACE = "Gemini's API has no place for it";

    private static final Set<String> CARRIED =
            Set.of(
                    "model",
                    "messages",
                    "stream",
                    "stream_options",
                    "tools",
                    "tool_choice",
                    "response_format",
                    "max_tokens",
                    "max_completion_tokens",
                    "temperature",
                    "top_p",
                    "top_k",
                    "n",
                    "stop",
                    "seed",
                    "presence_penalty",
                    "frequency_penalty",
                    "logprobs",
                    "top_logprobs",
                    "reasoning_effort");

    private UncarriedFields() {}

    /// Refuses those without which the answer would mean something else, and tells of the others
    /// that they are left out.
    static void check(JsonDocument request, Notices notices) {
        for (String name : request.names()) {
            if (!CARRIED.contains(name) && RequestFields.has(request, name)) {
                check(request, name, notices);
            }
        }
    }

    private static void check(JsonDocument request, String name, Notices notices) {
        switch (name) {
            case "functions", "function_call" ->
                    throw RequestFields.refused(
                            name, "cannot be sent to Gemini: use tools and tool_choice");
            case "web_search_options" ->
                    throw RequestFields.refused(name, "cannot be sent to Gemini");
            case "modalities" -> checkModalities(request);
            case "parallel_tool_calls" -> {
                if (!RequestFields.flag(request, name)) {
                    notices.leftOut(name, "Gemini may call several functions at once all the same");
                }
            }
            case "logit_bias", "metadata" -> {
                if (!request.isEmpty(name)) {
                    notices.leftOut(name, NO_PLACE);
                }
            }
            default -> notices.leftOut(name, NO_PLACE);
        }
    }

    private static void checkModalities(JsonDocument request) {
        JsonSlice raw =
                RequestFields.raw(request, "modalities", JsonType.ARRAY, "modalities", "an array")
                        .orElseThrow();
        for (Object modality : new JsonArray(raw.toBuffer())) {
            if (!"text".equals(modality)) {
                throw unknownModality(modality);
            }
        }
    }

    private static ForgeException unknownModality(Object modality) {
        return RequestFields.refused(
                "modalities", "may hold text alone, not " + RequestFields.shown(modality + ""));
    }
}
