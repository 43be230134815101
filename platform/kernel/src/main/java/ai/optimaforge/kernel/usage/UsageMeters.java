// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.function.ToDoubleFunction;

/// What of usage shows on `/metrics`.
final class UsageMeters {
    private final MeterRegistry registry;
    private final Counter batches;
    private final Counter failures;
    private final Counter detailsLost;

    UsageMeters(MeterRegistry registry) {
        this.registry = registry;
        this.batches = counter("forge_usage_batches", "Batches that the store took");
        this.failures =
                counter("forge_usage_batch_failures", "Batches that the store did not take");
        this.detailsLost =
                counter(
                        "forge_usage_details_lost",
                        "Calls summed up by their hour alone, since too many sums waited");
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    void watch(Journal journal) {
        count("forge_usage_records", "Calls noted", journal, Journal::appended);
        count(
                "forge_usage_records_lost",
                "Calls that could not be noted, for want of room",
                journal,
                Journal::refused);
        count(
                "forge_usage_segments_damaged",
                "Files of the journal whose rest could not be read",
                journal,
                Journal::damaged);
        gauge("forge_usage_journal_bytes", "Size of the journal", journal, Journal::bytes);
    }

    void watch(UsageWriter writer) {
        gauge("forge_usage_rows", "Sums in memory", writer, UsageWriter::rows);
        gauge(
                "forge_usage_lag_seconds",
                "For how long there have been calls that the store does not have",
                writer,
                watched -> watched.lag().toNanos() / 1e9);
    }

    private <T> void count(String name, String description, T of, ToDoubleFunction<T> count) {
        FunctionCounter.builder(name, of, count).description(description).register(registry);
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value).description(description).register(registry);
    }

    void written() {
        batches.increment();
    }

    void failed() {
        failures.increment();
    }

    void detailLost() {
        detailsLost.increment();
    }
}
