// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import static java.util.Locale.ROOT;

import ai.optimaforge.spi.json.JsonDocument;

/// How much a model thinks before it answers: OpenAI's `reasoning_effort` as Google's own
/// endpoint for OpenAI's clients takes it, a budget of tokens for Gemini 2.5 and a level from
/// Gemini 3 on. Who asks for thoughts sees them.
final class Thinking {
    private static final String FIELD = "reasoning_effort";

    private Thinking() {}

    static void write(JsonDocument request, GeminiModel model, Notices notices, JsonText out) {
        if (!RequestFields.has(request, FIELD)) {
            return;
        }
        String effort = RequestFields.text(request, FIELD, FIELD);
        switch (effort) {
            case "none", "minimal", "low", "medium", "high", "xhigh", "max" -> {}
            default ->
                    throw RequestFields.refused(
                            FIELD,
                            "must be none, minimal, low, medium, high, xhigh or max, not "
                                    + RequestFields.shown(effort));
        }
        if (model.generation() < 2.5) {
            notices.leftOut(FIELD, model.id() + " is not known to reason");
        } else if (model.generation() < 3) {
            writeBudget(effort, model, notices, out);
        } else {
            writeLevel(effort, model, notices, out);
        }
    }

    private static void writeBudget(
            String effort, GeminiModel model, Notices notices, JsonText out) {
        if (effort.equals("none") && model.isPro()) {
            notices.tell(FIELD + " none was taken as minimal: " + model.id() + " always reasons.");
        }
        int budget =
                switch (effort) {
                    case "none" -> model.isPro() ? 128 : 0;
                    case "minimal", "low" -> 1024;
                    case "medium" -> 8192;
                    default -> 24_576;
                };
        out.name("thinkingConfig").open('{').name("thinkingBudget").number(budget);
        includeThoughts(effort, out);
    }

    private static void writeLevel(
            String effort, GeminiModel model, Notices notices, JsonText out) {
        String level = level(effort, model);
        if (!level.equals(effort)) {
            notices.tell(
                    "%s %s was taken as %s: %s knows no such level."
                            .formatted(FIELD, effort, level, model.id()));
        }
        out.name("thinkingConfig").open('{').name("thinkingLevel").text(level.toUpperCase(ROOT));
        includeThoughts(effort, out);
    }

    private static String level(String effort, GeminiModel model) {
        return switch (effort) {
            case "none", "minimal" -> knowsMinimal(model) ? "minimal" : "low";
            // the first Gemini 3 Pro knows the two ends alone
            case "medium" -> model.isPro() && model.generation() == 3 ? "high" : "medium";
            case "xhigh", "max" -> "high";
            default -> effort;
        };
    }

    private static boolean knowsMinimal(GeminiModel model) {
        return !model.isPro() && (model.isLite() || model.generation() < 3.7);
    }

    private static void includeThoughts(String effort, JsonText out) {
        if (!effort.equals("none")) {
            out.name("includeThoughts").literal("true");
        }
        out.close('}');
    }
}
