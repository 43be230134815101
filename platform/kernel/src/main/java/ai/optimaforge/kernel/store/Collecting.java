// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// Reads all that a publisher has, which is one result or one page.
///
/// @param <T> the results
final class Collecting<T> implements Subscriber<T> {
    private final List<T> results = new ArrayList<>(1);
    private final BiConsumer<List<T>, @Nullable Throwable> done;

    /// @param done gets the results, or the failure, on the driver's thread
    Collecting(BiConsumer<List<T>, @Nullable Throwable> done) {
        this.done = done;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T result) {
        results.add(result);
    }

    @Override
    public void onError(Throwable failure) {
        done.accept(List.of(), failure);
    }

    @Override
    public void onComplete() {
        done.accept(results, null);
    }
}
