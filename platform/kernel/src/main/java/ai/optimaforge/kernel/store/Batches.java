// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// The batch that is being filled, and one that is empty for when it is taken. Filled by one
/// thread, taken by one at a time.
final class Batches {
    private Batch filling = new Batch();
    private Batch spare = new Batch();
    private volatile boolean waiting;

    /// Takes what the command that ends has changed.
    ///
    /// @param forced whether its reply waits for the disk
    /// @return complete when it is written
    synchronized CompletableFuture<Void> add(Changes changes, boolean forced) {
        filling.add(changes, forced);
        waiting = true;
        return filling.done;
    }

    /// Whether something waits to be written.
    boolean isWaiting() {
        return waiting;
    }

    /// Gives what waits to whoever writes it, if it is what that one can write. The next one is
    /// taken only once this one is written.
    synchronized Optional<Batch> takeIf(Predicate<Batch> writable) {
        return writable.test(filling) ? Optional.of(take()) : Optional.empty();
    }

    /// Gives what waits to whoever writes it.
    synchronized Batch take() {
        Batch taken = filling;
        filling = spare;
        waiting = false;
        return taken;
    }

    /// Tells those who wait for a batch that it is written.
    void written(Batch taken) {
        taken.done.complete(null);
        synchronized (this) {
            spare = taken.again();
        }
    }

    /// Tells those who wait that nothing is written any more.
    synchronized void fail(Throwable cause) {
        filling.done.completeExceptionally(cause);
    }

    /// Tells those who wait that all is written, and there will be no more.
    synchronized void end() {
        filling.done.complete(null);
    }
}
