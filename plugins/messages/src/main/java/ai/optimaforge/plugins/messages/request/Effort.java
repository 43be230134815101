// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.request;

import ai.optimaforge.toolkit.request.Given;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// How long the model shall think: a budget of tokens there, a word here.
final class Effort {
    private static final List<String> TYPES =
            List.of("enabled", "disabled", "adaptive", "between_tools");
    private static final List<String> EFFORTS = List.of("low", "medium", "high", "xhigh", "max");
    private static final long LEAST_BUDGET = 1024;
    private static final long MEDIUM_FROM = 4096;
    private static final long HIGH_FROM = 16_384;

    private Effort() {}

    /// The effort, where the request asks for thinking and says how much.
    static Optional<String> of(Given request, Consumer<String> notices) {
        Optional<Given> output = request.object("output_config");
        Optional<String> wanted =
                output.filter(config -> config.has("effort"))
                        .map(config -> config.oneOf("effort", EFFORTS));
        Optional<Given> thinking = request.object("thinking");
        String type = thinking.map(given -> given.oneOf("type", TYPES)).orElse("disabled");
        if (type.equals("disabled")) {
            // a model that does not reason would refuse the field
            wanted.ifPresent(
                    effort ->
                            notices.accept(
                                    "output_config.effort was left out: without thinking, the"
                                            + " model's provider has no field for it."));
            return Optional.empty();
        }
        Optional<String> budgeted =
                thinking.filter(given -> type.equals("enabled")).map(g -> ofBudget(g, request));
        return wanted.map(
                        effort -> effort.equals("low") || effort.equals("medium") ? effort : "high")
                .or(() -> budgeted);
    }

    private static String ofBudget(Given thinking, Given request) {
        long budget = thinking.whole("budget_tokens", LEAST_BUDGET);
        long most = request.whole("max_tokens", 1);
        if (budget >= most) {
            throw thinking.refused(
                    "budget_tokens",
                    "%s must be less than max_tokens, which is %d, not %d."
                            .formatted(thinking.at("budget_tokens"), most, budget));
        }
        if (budget < MEDIUM_FROM) {
            return "low";
        }
        return budget < HIGH_FROM ? "medium" : "high";
    }
}
