// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import ai.optimaforge.spi.admin.Usage.Dimension;
import ai.optimaforge.spi.admin.Usage.Latency;
import ai.optimaforge.spi.admin.Usage.Row;

import io.vertx.core.buffer.Buffer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Usage as CSV (RFC 4180): a line of headings, and a line for each group.
final class UsageTable {
    private static final List<String> SUMS =
            List.of(
                    "requests",
                    "errors",
                    "input_tokens",
                    "output_tokens",
                    "cached_tokens",
                    "cost_usd",
                    "latency_p50_ms",
                    "latency_p95_ms",
                    "latency_p99_ms");

    private UsageTable() {}

    static Buffer of(List<Dimension> groupBy, List<Row> rows) {
        StringBuilder table = new StringBuilder();
        List<String> headings = new ArrayList<>();
        groupBy.forEach(dimension -> headings.add(UsageQuestion.name(dimension)));
        headings.addAll(SUMS);
        appendLine(table, headings);
        rows.forEach(row -> appendLine(table, cells(groupBy, row)));
        return Buffer.buffer(table.toString());
    }

    private static List<String> cells(List<Dimension> groupBy, Row row) {
        List<String> cells = new ArrayList<>();
        groupBy.forEach(dimension -> cells.add(row.group().getOrDefault(dimension, "")));
        cells.add(Long.toString(row.requests()));
        cells.add(Long.toString(row.errors()));
        cells.add(Long.toString(row.inputTokens()));
        cells.add(Long.toString(row.outputTokens()));
        cells.add(Long.toString(row.cachedTokens()));
        cells.add(row.costUsd().map(UsageTable::plain).orElse(""));
        cells.add(latency(row.latency(), Latency::p50));
        cells.add(latency(row.latency(), Latency::p95));
        cells.add(latency(row.latency(), Latency::p99));
        return cells;
    }

    private static String latency(Optional<Latency> latency, ToDoubleFunction<Latency> part) {
        return latency.map(given -> plain(part.applyAsDouble(given))).orElse("");
    }

    /// Without an exponent, which not every reader of tables takes.
    private static String plain(double number) {
        return BigDecimal.valueOf(number).toPlainString();
    }

    private static void appendLine(StringBuilder table, List<String> cells) {
        table.append(cells.stream().map(UsageTable::quoted).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
