// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/// What is not there yet when others are given the way to it.
final class Late<T> implements Supplier<T> {
    private volatile @Nullable T value;

    T is(T now) {
        value = now;
        return now;
    }

    @Override
    public T get() {
        T known = value;
        if (known == null) {
            throw new IllegalStateException("the platform is still starting");
        }
        return known;
    }
}
