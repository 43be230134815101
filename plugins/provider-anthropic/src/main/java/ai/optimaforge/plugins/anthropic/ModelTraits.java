// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static java.util.Locale.ROOT;

import ai.optimaforge.spi.json.JsonDocument;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where models differ in what the wire takes for them.
///
/// @param maxTokens how long an answer may be, in tokens
/// @param thinking how it can be told to think; empty if it can't
/// @param efforts the values of `output_config.effort` that it takes
/// @param sampling whether it takes `temperature`, `top_p` and `top_k`
/// @param structured whether it takes `output_config.format` and strict tools
record ModelTraits(
        long maxTokens,
        Set<ThinkingForm> thinking,
        Set<String> efforts,
        boolean sampling,
        boolean structured) {
    private static final int UNKNOWN = -1;
    private static final List<String> EFFORTS = List.of("low", "medium", "high", "xhigh", "max");
    private static final Set<String> NO_EFFORT = Set.of();

    /// Keeps copies.
    ModelTraits {
        thinking = Set.copyOf(thinking);
        efforts = Set.copyOf(efforts);
    }

    /// What is told by the id alone. A model that is not Claude's, or of no known version, is
    /// taken for one of the time when the wire was new, whose forms every server of its kind
    /// knows; a Claude without a version is taken for a new one.
    static ModelTraits guess(String id) {
        String name = id.toLowerCase(ROOT);
        int claude = name.indexOf("claude");
        if (claude < 0) {
            return new ModelTraits(8192, EnumSet.of(ThinkingForm.BUDGET), NO_EFFORT, true, false);
        }
        int version = version(name, claude);
        if (version == UNKNOWN || version >= 407) {
            return newest(name);
        }
        if (version == 406) {
            return new ModelTraits(
                    64_000,
                    EnumSet.allOf(ThinkingForm.class),
                    Set.of("low", "medium", "high", "max"),
                    true,
                    true);
        }
        EnumSet<ThinkingForm> forms =
                version >= 307
                        ? EnumSet.of(ThinkingForm.BUDGET)
                        : EnumSet.noneOf(ThinkingForm.class);
        return new ModelTraits(maxTokens(version), forms, NO_EFFORT, true, version >= 405);
    }

    private static ModelTraits newest(String name) {
        EnumSet<ThinkingForm> forms = EnumSet.of(ThinkingForm.ADAPTIVE);
        if (!name.contains("fable") && !name.contains("mythos")) {
            forms.add(ThinkingForm.DISABLED);
        }
        return new ModelTraits(64_000, forms, Set.copyOf(EFFORTS), false, true);
    }

    private static long maxTokens(int version) {
        if (version >= 405) {
            return 64_000;
        }
        if (version >= 400) {
            return 32_000;
        }
        return version >= 305 ? 8192 : 4096;
    }

    /// The version in an id, as major × 100 + minor: the first number behind `claude`, and the
    /// one that follows it, unless that is a date.
    private static int version(String name, int from) {
        int major = UNKNOWN;
        int at = from;
        while (at < name.length()) {
            int end = endOfDigits(name, at);
            if (end == at) {
                if (major != UNKNOWN && name.charAt(at) != '-' && name.charAt(at) != '.') {
                    break;
                }
                at++;
            } else if (end - at > 2) {
                break;
            } else {
                int number = Integer.parseInt(name.substring(at, end));
                if (major != UNKNOWN) {
                    return major * 100 + number;
                }
                major = number;
                at = end;
            }
        }
        return major == UNKNOWN ? UNKNOWN : major * 100;
    }

    private static int endOfDigits(String name, int from) {
        int end = from;
        while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /// What the upstream's list tells of a model; the rest is guessed.
    static ModelTraits told(String id, JsonDocument model) {
        ModelTraits guess = guess(id);
        long maxTokens = model.integer("max_tokens").orElse(guess.maxTokens);
        Optional<JsonDocument> capabilities = model.object("capabilities");
        if (capabilities.isEmpty()) {
            return new ModelTraits(
                    maxTokens, guess.thinking, guess.efforts, guess.sampling, guess.structured);
        }
        JsonDocument can = capabilities.get();
        Set<ThinkingForm> thinking = can.has("thinking") ? thinking(can) : guess.thinking;
        return new ModelTraits(
                maxTokens,
                thinking,
                can.has("effort") ? efforts(can) : guess.efforts,
                // the list does not tell it; both went with the same models
                thinking.contains(ThinkingForm.BUDGET) || !thinking.contains(ThinkingForm.ADAPTIVE),
                supports(can, "structured_outputs").orElse(guess.structured));
    }

    private static Set<ThinkingForm> thinking(JsonDocument capabilities) {
        EnumSet<ThinkingForm> forms = EnumSet.noneOf(ThinkingForm.class);
        if (!supports(capabilities, "thinking").orElse(false)) {
            return forms;
        }
        JsonDocument types =
                capabilities
                        .object("thinking")
                        .flatMap(thinking -> thinking.object("types"))
                        .orElse(JsonDocument.empty());
        add(forms, ThinkingForm.BUDGET, supports(types, "enabled"));
        add(forms, ThinkingForm.ADAPTIVE, supports(types, "adaptive"));
        add(forms, ThinkingForm.DISABLED, supports(types, "disabled"));
        return forms;
    }

    private static void add(
            Set<ThinkingForm> forms, ThinkingForm form, Optional<Boolean> supported) {
        if (supported.orElse(false)) {
            forms.add(form);
        }
    }

    private static Set<String> efforts(JsonDocument capabilities) {
        JsonDocument effort = capabilities.object("effort").orElse(JsonDocument.empty());
        Set<String> levels = new LinkedHashSet<>();
        for (String level : EFFORTS) {
            if (supports(effort, level).orElse(false)) {
                levels.add(level);
            }
        }
        return levels;
    }

    static Optional<Boolean> supports(JsonDocument capabilities, String name) {
        return capabilities.object(name).flatMap(capability -> capability.flag("supported"));
    }
}
