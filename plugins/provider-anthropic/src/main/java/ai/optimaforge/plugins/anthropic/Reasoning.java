// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// How a call thinks, and how long its answer may be, thoughts and all: on this wire each bounds
/// the other. Without a limit of the caller's an answer may be as long as the model's can be.
///
/// @param maxTokens how long the answer may be, in tokens
/// @param form how the model is told to think; null if it is not told anything
/// @param budget with [ThinkingForm#BUDGET], how many tokens it may think for
/// @param effort the value of `output_config.effort`; empty if it is left to the model
/// @param raw the caller's own `thinking`, which goes through as it is
record Reasoning(
        long maxTokens,
        @Nullable ThinkingForm form,
        long budget,
        String effort,
        @Nullable JsonDocument raw) {
    private static final String FIELD = "reasoning_effort";
    private static final long SMALLEST_BUDGET = 1024;
    private static final List<String> EFFORTS =
            List.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

    /// @param forcedTool whether the model must call a tool, beside which the wire takes no
    /// thoughts
    /// @param bareRoundTrip whether the conversation ends with results of calls without the
    /// thoughts before them, which the wire wants to see beside a budget
    static Reasoning of(
            JsonDocument request,
            ModelTraits traits,
            boolean forcedTool,
            boolean bareRoundTrip,
            Notices notices) {
        long limit = limit(request);
        long maxTokens = limit > 0 ? limit : traits.maxTokens();
        if (request.object("thinking").isPresent()) {
            return new Reasoning(maxTokens, null, 0, "", request.object("thinking").orElseThrow());
        }
        String effort = effort(request);
        if (effort.isEmpty()) {
            return silent(maxTokens);
        }
        if (effort.equals("none")) {
            return none(maxTokens, traits, notices);
        }
        if (traits.thinking().isEmpty()) {
            notices.tell(FIELD, "left out, the model does not reason");
            return silent(maxTokens);
        }
        if (forcedTool) {
            notices.tell(FIELD, "left out, the model can't reason when it must call a tool");
            return silent(maxTokens);
        }
        if (traits.thinking().contains(ThinkingForm.ADAPTIVE)) {
            return new Reasoning(
                    maxTokens, ThinkingForm.ADAPTIVE, 0, level(effort, traits, notices), null);
        }
        if (bareRoundTrip) {
            notices.tell(FIELD, "left out, the calls before came without their thinking_blocks");
            return silent(maxTokens);
        }
        return budgeted(effort, limit, maxTokens, notices);
    }

    private static Reasoning silent(long maxTokens) {
        return new Reasoning(maxTokens, null, 0, "", null);
    }

    /// Whether the model is told to think.
    boolean isOn() {
        return raw != null
                ? raw.string("type").filter("disabled"::equals).isEmpty()
                : form == ThinkingForm.BUDGET || form == ThinkingForm.ADAPTIVE;
    }

    private static long limit(JsonDocument request) {
        for (String name : List.of("max_completion_tokens", "max_tokens")) {
            if (request.type(name).orElse(JsonType.NULL) != JsonType.NULL) {
                return request.integer(name)
                        .filter(tokens -> tokens > 0)
                        .orElseThrow(
                                () ->
                                        Refusal.of(
                                                name,
                                                "must be a whole number above 0, not "
                                                        + request.raw(name).orElseThrow()
                                                        + "."));
            }
        }
        return 0;
    }

    private static String effort(JsonDocument request) {
        if (request.type(FIELD).orElse(JsonType.NULL) == JsonType.NULL) {
            return "";
        }
        return request.string(FIELD)
                .filter(EFFORTS::contains)
                .orElseThrow(
                        () ->
                                Refusal.of(
                                        FIELD,
                                        "must be one of "
                                                + String.join(", ", EFFORTS)
                                                + ", not "
                                                + request.raw(FIELD).orElseThrow()
                                                + "."));
    }

    private static Reasoning none(long maxTokens, ModelTraits traits, Notices notices) {
        if (traits.thinking().contains(ThinkingForm.DISABLED)) {
            return new Reasoning(maxTokens, ThinkingForm.DISABLED, 0, "", null);
        }
        if (traits.thinking().contains(ThinkingForm.ADAPTIVE)) {
            notices.tell(FIELD, "left out, the model always reasons");
        }
        return silent(maxTokens);
    }

    /// The model's own level that is next to the effort that was asked for; empty if it has none.
    private static String level(String effort, ModelTraits traits, Notices notices) {
        String level = effort.equals("minimal") ? "low" : effort;
        if (traits.efforts().isEmpty() || traits.efforts().contains(level)) {
            return traits.efforts().isEmpty() ? "" : level;
        }
        String nearest = traits.efforts().contains("high") ? "high" : "";
        notices.tell(
                FIELD,
                "the model has no " + level + (nearest.isEmpty() ? "" : "; it reasons " + nearest));
        return nearest;
    }

    private static Reasoning budgeted(String effort, long limit, long maxTokens, Notices notices) {
        long wanted =
                switch (effort) {
                    case "minimal" -> SMALLEST_BUDGET;
                    case "low" -> 2 * SMALLEST_BUDGET;
                    case "medium" -> 8 * SMALLEST_BUDGET;
                    case "high" -> 16 * SMALLEST_BUDGET;
                    default -> 31 * SMALLEST_BUDGET;
                };
        if (maxTokens <= SMALLEST_BUDGET) {
            notices.tell(
                    FIELD,
                    "left out, the model reasons for 1024 tokens at least and its answer may have"
                            + " no more than "
                            + limit);
            return silent(maxTokens);
        }
        // some of the answer is left for what is said
        long budget = Math.clamp(maxTokens - maxTokens / 4, SMALLEST_BUDGET, wanted);
        return new Reasoning(
                maxTokens, ThinkingForm.BUDGET, Math.min(budget, maxTokens - 1), "", null);
    }
}
