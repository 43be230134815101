// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.local;

import io.vertx.core.Future;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The texts of one call, embedded a batch at a time: between its batches, other calls have
/// theirs, so that a long call does not hold up a short one. Done by one thread at a time.
final class EmbeddingJob {
    private static final int BATCH = 8;

    private final List<String> texts;
    private final Consumer<Future<List<Embedded>>> told;
    private final List<Embedded> embedded;
    private volatile boolean cancelled;

    /// @param told is told the outcome once, on whatever thread
    EmbeddingJob(List<String> texts, Consumer<Future<List<Embedded>>> told) {
        this.texts = texts;
        this.told = told;
        this.embedded = new ArrayList<>(texts.size());
    }

    /// Nobody waits any more: the next batch is not begun.
    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /// Embeds the next batch, or less if it is told to stop.
    ///
    /// @return whether all is embedded
    boolean step(MiniLm model, BooleanSupplier stop) throws LocalModelException {
        int end = Math.min(texts.size(), embedded.size() + BATCH);
        while (embedded.size() < end && !cancelled && !stop.getAsBoolean()) {
            embedded.add(model.embed(texts.get(embedded.size())));
        }
        return embedded.size() == texts.size();
    }

    void done() {
        told.accept(Future.succeededFuture(List.copyOf(embedded)));
    }

    void fail(Throwable cause) {
        told.accept(Future.failedFuture(cause));
    }
}
