// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import java.util.List;
import java.util.Optional;

/// What `auto` goes by.
///
/// @param name how the explanation calls it
/// @param weights empty to go by the caller's `costSensitivity`
/// @param candidates patterns of `instance/model`; all models if there is none
public record Policy(String name, Optional<Weights> weights, ModelPatterns candidates) {
    static Policy of(String name, Weights weights) {
        return new Policy(name, Optional.of(weights), ModelPatterns.of(List.of()));
    }

    static Policy of(String name, Optional<Weights> weights, List<String> candidates) {
        return new Policy(name, weights, ModelPatterns.of(candidates));
    }

    boolean admits(Contender contender) {
        return candidates.isEmpty()
                || candidates.match(contender.instance() + "/" + contender.info().id());
    }
}
