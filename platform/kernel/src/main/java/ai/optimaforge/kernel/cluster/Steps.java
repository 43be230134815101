// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The step functions that a node knows, by name.
final class Steps {
    private final Map<String, StepFunction> functions;

    private Steps(Map<String, StepFunction> functions) {
        this.functions = Map.copyOf(functions);
    }

    /// The room's own, and those it was given.
    ///
    /// @throws IllegalArgumentException if two have the same name
    static Steps of(Map<String, StepFunction> own, Map<String, StepFunction> given) {
        Map<String, StepFunction> all = new HashMap<>(own);
        given.forEach(
                (name, function) -> {
                    if (all.putIfAbsent(name, function) != null) {
                        throw new IllegalArgumentException("the step " + name + " is there twice");
                    }
                });
        return new Steps(all);
    }

    Optional<StepFunction> find(String name) {
        return Optional.ofNullable(functions.get(name));
    }
}
