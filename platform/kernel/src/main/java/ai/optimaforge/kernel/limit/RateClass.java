// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import static java.util.Locale.ROOT;

import java.util.Optional;
import java.util.stream.Stream;

/// What counts together, as `x-forge-rate-class` of a contract says.
public enum RateClass {
    /// All that says nothing else.
    DEFAULT,
    /// The memory: twice the rate a minute, counted apart.
    MEMORY,
    /// What the operator does: a rate a minute of its own, and nothing else of it is limited.
    ADMIN;

    /// The class of this name, such as `memory`.
    public static Optional<RateClass> named(String name) {
        return Stream.of(values()).filter(c -> c.name().toLowerCase(ROOT).equals(name)).findFirst();
    }
}
