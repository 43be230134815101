// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What was measured: a row a quantity, a column a target.
final class Report {
    private record Cell(String shown, JsonObject details) {}

    private final Map<String, Map<String, Cell>> rows = new LinkedHashMap<>();
    private final SequencedSet<String> columns = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();

    /// Puts a figure, with what it comes from.
    void put(String row, String column, String shown, JsonObject details) {
        columns.add(column);
        rows.computeIfAbsent(row, name -> new LinkedHashMap<>())
                .put(column, new Cell(shown, details));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /// Puts the median of samples.
    ///
    /// @param format how a figure is shown, as of [String#format]
    void put(String row, String column, String format, Samples samples) {
        String shown = String.format(Locale.ROOT, format, samples.median());
        put(row, column, shown, details(samples));
    }

    /// Puts the reason why there is no figure.
    void fail(String row, String column, BenchmarkException reason) {
        String message = String.valueOf(reason.getMessage());
        notes.add(row + ", " + column + ": " + message);
        put(row, column, "failed", new JsonObject().put("failure", message));
    }

    static JsonObject details(Samples samples) {
        return new JsonObject()
                .put("median", samples.median())
                .put("samples", new JsonArray(List.copyOf(samples.values())));
    }

    String markdown() {
        var text = new StringBuilder();
        text.append(line(Stream.concat(Stream.of(""), columns.stream())));
        text.append(line(Stream.concat(Stream.of("---"), columns.stream().map(name -> "--:"))));
        rows.forEach(
                (name, cells) -> {
                    Stream<String> figures = columns.stream().map(column -> shown(cells, column));
                    text.append(line(Stream.concat(Stream.of(name), figures)));
                });
        notes.forEach(note -> text.append("\n- ").append(note));
        return text.toString();
    }

    JsonArray json() {
        var all = new JsonArray();
        rows.forEach(
                (name, cells) -> {
                    var figures = new JsonObject();
                    cells.forEach(
                            (column, cell) ->
                                    figures.put(
                                            column, cell.details.copy().put("shown", cell.shown)));
                    all.add(new JsonObject().put("name", name).put("figures", figures));
                });
        return all;
    }

    private static String shown(Map<String, Cell> cells, String column) {
        Cell cell = cells.get(column);
        return cell == null ? "–" : cell.shown;
    }

    private static String line(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
