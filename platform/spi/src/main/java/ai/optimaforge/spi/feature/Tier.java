// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.feature;

import static java.util.Locale.ROOT;

import java.util.Optional;
import java.util.stream.Stream;

/// What a user has booked; each tier includes the features of those before it.
public enum Tier {
    /// The least, and what a user has of whom nothing is known.
    FREE,
    /// For professionals.
    PRO,
    /// Nearly everything.
    ULTIMATE,
    /// Everything, with limits as agreed: none unless they are set.
    ENTERPRISE;

    /// The tier of a name, such as `pro`.
    public static Optional<Tier> named(String name) {
        return Stream.of(values()).filter(tier -> tier.wireName().equals(name)).findFirst();
    }

    /// The name on the wire, for instance `pro`.
    public String wireName() {
        return name().toLowerCase(ROOT);
    }

    /// Whether it has what a tier has.
    public boolean includes(Tier other) {
        return compareTo(other) >= 0;
    }
}
