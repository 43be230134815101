// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.store;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Changes of one document that happen together or not at all. Fields are paths with dots;
/// objects on the way are made. Immutable: each method answers a longer one.
///
/// @param changes at least one; no field, nor one within another, is changed twice
public record Update(List<Change> changes) {
    /// One change.
    public sealed interface Change {
        /// The field that is changed.
        String field();
    }

    /// The field gets a value of JSON.
    public record Set(String field, @Nullable Object value) implements Change {}

    /// The field gets a value of JSON if the update makes the document.
    public record SetOnInsert(String field, @Nullable Object value) implements Change {}

    /// The field vanishes.
    public record Unset(String field) implements Change {}

    /// A number is added to the field, which counts as 0 if it is not there.
    public record Increment(String field, Number amount) implements Change {}

    /// A value is added at the end of an array, which is made; beyond the cap, its first elements
    /// are dropped.
    public record Push(String field, Object value, int cap) implements Change {}

    /// Keeps a copy of the changes.
    public Update {
        changes = List.copyOf(changes);
    }

    /// No change yet.
    public static Update begin() {
        return new Update(List.of());
    }

    /// Sets a field to a `String`, `Number`, `Boolean`, `JsonObject`, `JsonArray` or `null`.
    public Update set(String field, @Nullable Object value) {
        return and(new Set(field, value));
    }

    /// Sets a field if the update makes the document, and else leaves it.
    public Update setOnInsert(String field, @Nullable Object value) {
        return and(new SetOnInsert(field, value));
    }

    /// Removes a field.
    public Update unset(String field) {
        return and(new Unset(field));
    }

    /// Adds to a number.
    public Update increment(String field, Number amount) {
        return and(new Increment(field, amount));
    }

    /// Appends to an array, of which the last `cap` elements stay.
    public Update push(String field, Object value, int cap) {
        if (cap < 1) {
            throw new IllegalArgumentException("cap must be at least 1, not " + cap);
        }
        return and(new Push(field, value, cap));
    }

    private Update and(Change change) {
        List<Change> longer = new ArrayList<>(changes);
        longer.add(change);
        return new Update(longer);
    }
}
