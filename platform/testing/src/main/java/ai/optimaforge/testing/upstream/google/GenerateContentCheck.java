// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.google;

import static ai.optimaforge.testing.upstream.google.RejectedException.unless;

import io.vertx.core.json.JsonObject;

import java.util.Set;

/// What Google checks of a `GenerateContentRequest` before a model sees it.
final class GenerateContentCheck {
    private static final Set<String> FIELDS =
            Set.of(
                    "contents",
                    "systemInstruction",
                    "tools",
                    "toolConfig",
                    "safetySettings",
                    "generationConfig",
                    "cachedContent",
                    "serviceTier",
                    "store");
    private static final Set<String> SETTINGS =
            Set.of(
                    "temperature",
                    "topP",
                    "topK",
                    "candidateCount",
                    "maxOutputTokens",
                    "stopSequences",
                    "responseLogprobs",
                    "logprobs",
                    "presencePenalty",
                    "frequencyPenalty",
                    "seed",
                    "responseMimeType",
                    "responseSchema",
                    "responseJsonSchema",
                    "responseModalities",
                    "mediaResolution",
                    "speechConfig",
                    "thinkingConfig",
                    "imageConfig");
    private static final Set<String> THINKING =
            Set.of("includeThoughts", "thinkingBudget", "thinkingLevel");
    private static final Set<String> LEVELS = Set.of("MINIMAL", "LOW", "MEDIUM", "HIGH");

    private GenerateContentCheck() {}

    /// @throws RejectedException if Google would refuse it
    static void check(JsonObject request, String model) {
        known(request, FIELDS, "");
        double generation = generation(model);
        JsonObject system = request.getJsonObject("systemInstruction");
        if (system != null) {
            unless(
                    !model.startsWith("gemma-3"),
                    "Developer instruction is not enabled for models/" + model);
            ContentsCheck.parts(system, "system_instruction");
        }
        ContentsCheck.check(request.getJsonArray("contents"), generation);
        ToolsCheck.check(request);
        settings(request.getJsonObject("generationConfig", new JsonObject()), generation);
    }

    /// 2.5 for `gemini-2.5-pro`; 0 where the name tells none.
    private static double generation(String model) {
        String rest = model.startsWith("gemini-") ? model.substring("gemini-".length()) : "";
        String number = rest.contains("-") ? rest.substring(0, rest.indexOf('-')) : rest;
        return number.matches("[0-9]+(\\.[0-9]+)?") ? Double.parseDouble(number) : 0;
    }

    static void known(JsonObject object, Set<String> names, String place) {
        for (String name : object.fieldNames()) {
            if (!names.contains(name)) {
                throw RejectedException.unknownName(name, place);
            }
        }
    }

    private static void settings(JsonObject config, double generation) {
        known(config, SETTINGS, "generation_config");
        between(config, "candidateCount", 1, 8);
        between(config, "seed", Integer.MIN_VALUE, Integer.MAX_VALUE);
        between(config, "logprobs", 1, 20);
        between(config, "maxOutputTokens", 1, Integer.MAX_VALUE);
        between(config, "temperature", 0, 2);
        unless(
                !config.containsKey("logprobs") || config.getBoolean("responseLogprobs", false),
                "logprobs may only be set if response_logprobs is true");
        unless(
                !config.containsKey("stopSequences")
                        || config.getJsonArray("stopSequences").size() <= 5,
                "The number of stop_sequences must be at most 5");
        unless(
                !config.containsKey("responseJsonSchema")
                        || "application/json".equals(config.getString("responseMimeType")),
                "Response schema requires response_mime_type: application/json");
        JsonObject thinking = config.getJsonObject("thinkingConfig");
        if (thinking != null) {
            thinking(thinking, generation);
        }
    }

    private static void between(JsonObject config, String name, long least, long most) {
        Object value = config.getValue(name);
        unless(
                value == null
                        || (value instanceof Number number
                                && number.doubleValue() >= least
                                && number.doubleValue() <= most),
                "Invalid value at 'generation_config.%s': %s".formatted(name, value));
    }

    private static void thinking(JsonObject thinking, double generation) {
        known(thinking, THINKING, "generation_config.thinking_config");
        boolean budget = thinking.containsKey("thinkingBudget");
        boolean level = thinking.containsKey("thinkingLevel");
        unless(!budget || !level, "You can only set one of thinking budget and thinking level.");
        unless(generation >= 2.5 || generation == 0, "Thinking is not enabled for this model.");
        unless(
                !level || generation >= 3 || generation == 0,
                "Thinking level is not supported for this model.");
        unless(
                !level || LEVELS.contains(thinking.getString("thinkingLevel")),
                "Invalid value at 'generation_config.thinking_config.thinking_level'");
    }
}
