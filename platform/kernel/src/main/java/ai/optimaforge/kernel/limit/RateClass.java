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
    ADMIN,
    /// What goes on after its request was answered: that was counted, and room for it is not
    /// asked for; what it uses counts. No contract names it.
    CONTINUED;

    /// The class of this name, such as `memory`.
    public static Optional<RateClass> named(String name) {
        return Stream.of(DEFAULT, MEMORY, ADMIN)
                .filter(c -> c.name().toLowerCase(ROOT).equals(name))
                .findFirst();
    }
}
