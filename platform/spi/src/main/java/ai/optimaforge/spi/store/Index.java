// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.store;

import java.util.List;

/// An index of a collection. Fields are paths with dots, such as `owner.user_id`.
public sealed interface Index {
    /// Speeds up filters and sorts by these fields, in their order. Not in the embedded store,
    /// which reads the whole collection unless ids or all fields of a unique index are given.
    ///
    /// @param fields at least one
    record Lookup(List<String> fields) implements Index {
        /// Keeps a copy of the fields.
        public Lookup {
            fields = checked(fields);
        }
    }

    /// No two documents have the same values in all of these fields; a field that is not there
    /// counts as `null`.
    ///
    /// @param fields at least one
    record Unique(List<String> fields) implements Index {
        /// Keeps a copy of the fields.
        public Unique {
            fields = checked(fields);
        }
    }

    /// Documents vanish some time, at most a few minutes, after the moment in this field.
    ///
    /// @param field holds a whole number of Unix seconds; a document without it stays
    record Expiry(String field) implements Index {}

    /// An index for filters and sorts.
    static Index on(String... fields) {
        return new Lookup(List.of(fields));
    }

    /// An index that admits each combination of values once.
    static Index unique(String... fields) {
        return new Unique(List.of(fields));
    }

    /// An index by which documents expire.
    static Index expiry(String field) {
        return new Expiry(field);
    }

    private static List<String> checked(List<String> fields) {
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("an index needs a field");
        }
        return List.copyOf(fields);
    }
}
