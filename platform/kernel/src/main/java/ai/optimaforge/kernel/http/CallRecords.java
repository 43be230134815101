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

    /// What a plugin began itself, when it is over.
    void note(LiveCall call, String operation, int status) {
        List<ModelUse> uses = call.uses().isEmpty() ? List.of(NONE) : call.uses();
        uses.forEach(use -> usage.accept(record(call, operation, use, status)));
    }

    /// Before the end of the answer goes out.
    void note(Exchange exchange, int status) {
        if (exchange.identity().isEmpty() || exchange.operation().isEmpty()) {
            return;
        }
        Operation operation = exchange.operation().get();
        List<ModelUse> uses = exchange.uses();
        if (!uses.isEmpty()) {
            uses.forEach(use -> usage.accept(record(exchange, operation.id(), use, status)));
        } else if (operation.terms().feature().isPresent()) {
            usage.accept(record(exchange, operation.id(), NONE, status));
        }
    }

    private static UsageRecord record(LiveCall call, String operation, ModelUse use, int status) {
        Caller caller = call.caller();
        long nanos = call.nanosSinceStart();
        return new UsageRecord(
                System.currentTimeMillis() - nanos / NANOS_PER_MILLI,
                call.requestId(),
                operation,
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
