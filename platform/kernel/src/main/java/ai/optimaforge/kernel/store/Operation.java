// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Something that a server is asked for, encoded already. It may be begun again once it has
/// failed.
///
/// @param <T> its results
interface Operation<T> {
    /// Begins it.
    ///
    /// @param done gets the results, or the failure, on a thread of the store's
    void begin(BiConsumer<List<T>, @Nullable Throwable> done);

    /// The same with other results.
    default <U> Operation<U> map(Function<T, U> result) {
        return done ->
                begin(
                        (results, failure) ->
                                done.accept(results.stream().map(result).toList(), failure));
    }

    /// One that the driver does.
    static <T> Operation<T> of(Supplier<Publisher<T>> publisher) {
        return done -> {
            Collecting<T> collecting = new Collecting<>(done);
            try {
                publisher.get().subscribe(collecting);
            } catch (RuntimeException e) {
                collecting.onError(e);
            }
        };
    }
}
