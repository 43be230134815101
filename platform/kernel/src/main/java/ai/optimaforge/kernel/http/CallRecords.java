// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.kernel.usage.ModelUse;
import ai.optimaforge.kernel.usage.UsageRecord;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.model.TokenUsage;

import java.util.List;
import java.util.function.Consumer;

/// Notes what a call used: one record for each model that was asked, and one for a call that was
/// meant for a model and came to none.
final class CallRecords {
    private static final ModelUse NONE = new ModelUse("", "", "", TokenUsage.NONE, Double.NaN, -1);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Consumer<UsageRecord> usage;

    CallRecords(Consumer<UsageRecord> usage) {
        this.usage = usage;
    }

    /// Before the end of the answer goes out.
    void note(Exchange exchange, int status) {
        if (exchange.identity().isEmpty() || exchange.operation().isEmpty()) {
            return;
        }
        Operation operation = exchange.operation().get();
        List<ModelUse> uses = exchange.uses();
        if (!uses.isEmpty()) {
            uses.forEach(use -> usage.accept(record(exchange, operation, use, status)));
        } else if (operation.terms().feature().isPresent()) {
            usage.accept(record(exchange, operation, NONE, status));
        }
    }

    private static UsageRecord record(
            Exchange exchange, Operation operation, ModelUse use, int status) {
        Caller caller = exchange.caller();
        long nanos = exchange.nanosSinceStart();
        return new UsageRecord(
                System.currentTimeMillis() - nanos / NANOS_PER_MILLI,
                exchange.requestId(),
                operation.id(),
                caller.keyId(),
                caller.userId(),
                caller.accountId(),
                use.model(),
                use.provider(),
                use.route(),
                status,
                use.tokens(),
                use.costUsd(),
                nanos,
                use.firstTokenNanos(),
                false);
    }
}
