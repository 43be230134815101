// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/// Rows whose columns stand below each other.
final class Table {
    private static final String GAP = "  ";

    private Table() {}

    static <T> List<String> of(Collection<T> items, Function<T, List<String>> cells) {
        List<List<String>> rows = items.stream().map(cells).toList();
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                if (column == widths.size()) {
                    widths.add(0);
                }
                widths.set(column, Math.max(widths.get(column), row.get(column).length()));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell).repeat(' ', widths.get(column) - cell.length()).append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
