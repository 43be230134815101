// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What `auto` goes by.
///
/// @param name how the explanation calls it
/// @param weights empty to go by the caller's `costSensitivity`
/// @param candidates patterns of `instance/model`, in which `*` stands for anything; all models
/// if there is none
public record Policy(String name, Optional<Weights> weights, List<Pattern> candidates) {
    /// Keeps a copy.
    public Policy {
        candidates = List.copyOf(candidates);
    }

    static Policy of(String name, Weights weights) {
        return new Policy(name, Optional.of(weights), List.of());
    }

    static Policy of(String name, Optional<Weights> weights, List<String> candidates) {
        return new Policy(name, weights, candidates.stream().map(Policy::pattern).toList());
    }

    private static Pattern pattern(String glob) {
        StringBuilder pattern = new StringBuilder();
        for (String part : glob.split("\\*", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(pattern.toString());
    }

    boolean admits(Contender contender) {
        if (candidates.isEmpty()) {
            return true;
        }
        String id = contender.instance() + "/" + contender.info().id();
        return candidates.stream().anyMatch(pattern -> pattern.matcher(id).matches());
    }
}
