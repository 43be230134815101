// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.regex.Pattern;

/// What a collection is called and how it is searched.
///
/// @param name `snake_case`, at most 64 characters
/// @param indexes what is looked up or must be unique; `id` always is both
/// @param durability what its writes outlive once they are acknowledged
public record CollectionSpec(String name, List<Index> indexes, Durability durability) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /// Checks the name and keeps a copy of the indexes.
    public CollectionSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a collection: " + name);
        }
        indexes = List.copyOf(indexes);
        requireNonNull(durability, "durability is null");
    }

    /// A collection whose writes outlive whatever befalls the machine.
    public CollectionSpec(String name, List<Index> indexes) {
        this(name, indexes, Durability.DISK);
    }

    /// A collection with indexes.
    public static CollectionSpec of(String name, Index... indexes) {
        return new CollectionSpec(name, List.of(indexes));
    }

    /// The same collection with another durability.
    public CollectionSpec withDurability(Durability other) {
        return new CollectionSpec(name, indexes, other);
    }
}
