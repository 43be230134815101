// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.store;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

/// Which documents are meant. Fields are paths with dots; `id` is the document's id. A comparison
/// with a field that holds an array is true if it is true for one of its elements.
///
/// Values are a `String`, a `Number`, a `Boolean` or `null`; values of different types are never
/// equal and have no order, but for numbers, which compare by value.
public sealed interface Filter {
    /// Every document.
    record All() implements Filter {}

    /// The field's value compares so with a value.
    record Compare(String field, Comparison comparison, @Nullable Object value) implements Filter {}

    /// The field has one of these values.
    record In(String field, List<Object> values) implements Filter {
        /// Keeps a copy of the values.
        public In {
            values = List.copyOf(values);
        }
    }

    /// The field is there, be it `null`.
    record Exists(String field) implements Filter {}

    /// All of these hold.
    record And(List<Filter> filters) implements Filter {
        /// Keeps a copy of the filters.
        public And {
            filters = List.copyOf(filters);
        }
    }

    /// At least one of these holds.
    record Or(List<Filter> filters) implements Filter {
        /// Keeps a copy of the filters.
        public Or {
            filters = List.copyOf(filters);
        }
    }

    /// This does not hold.
    record Not(Filter filter) implements Filter {}

    /// How two values compare.
    enum Comparison {
        /// The same value; `null` equals a field that is not there.
        EQ,
        /// The value is smaller than that of the filter.
        LT,
        /// The value is smaller or equal.
        LTE,
        /// The value is greater.
        GT,
        /// The value is greater or equal.
        GTE
    }

    /// Every document.
    static Filter all() {
        return new All();
    }

    /// The field has this value; with `null` also where there is no such field.
    static Filter eq(String field, @Nullable Object value) {
        return new Compare(field, Comparison.EQ, value);
    }

    /// The field has another value, or none.
    static Filter ne(String field, @Nullable Object value) {
        return new Not(eq(field, value));
    }

    /// The field is smaller.
    static Filter lt(String field, Object value) {
        return new Compare(field, Comparison.LT, value);
    }

    /// The field is smaller or equal.
    static Filter lte(String field, Object value) {
        return new Compare(field, Comparison.LTE, value);
    }

    /// The field is greater.
    static Filter gt(String field, Object value) {
        return new Compare(field, Comparison.GT, value);
    }

    /// The field is greater or equal.
    static Filter gte(String field, Object value) {
        return new Compare(field, Comparison.GTE, value);
    }

    /// The field has one of these values.
    static Filter in(String field, Collection<?> values) {
        return new In(field, List.copyOf(values));
    }

    /// The field is there.
    static Filter exists(String field) {
        return new Exists(field);
    }

    /// All of these hold.
    static Filter and(Filter... filters) {
        return new And(List.of(filters));
    }

    /// At least one of these holds.
    static Filter or(Filter... filters) {
        return new Or(List.of(filters));
    }

    /// This does not hold.
    static Filter not(Filter filter) {
        return new Not(filter);
    }
}
