// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/// Asks for a value at most once. On one event loop.
///
/// @param <T> the value
final class Once<T> implements Supplier<T> {
    private final Supplier<T> source;
    private @Nullable T value;

    Once(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public T get() {
        T known = value;
        if (known == null) {
            known = source.get();
            value = known;
        }
        return known;
    }
}
