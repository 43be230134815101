// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.optimaforge.distribution.support.Gateway;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Every cell of the table of compatibility, and the table itself.
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MatrixTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.ofAllWires();

    private static final Path DOCUMENT =
            Path.of(System.getProperty("basedir", ""), "../docs/compatibility.md").normalize();
    private static final List<Case> CASES = Cases.all();

    private final Map<Cell, Outcome> outcomes = new HashMap<>();

    /// A cell of the table.
    record Cell(String row, Provider provider, Surface surface) {}

    static Stream<Arguments> cells() {
        return CASES.stream()
                .flatMap(row -> Arrays.stream(Surface.values()).map(s -> Map.entry(row, s)))
                .flatMap(
                        at ->
                                Arrays.stream(Provider.values())
                                        .map(
                                                provider ->
                                                        Arguments.argumentSet(
                                                                "%s, %s, %s"
                                                                        .formatted(
                                                                                at.getKey().name(),
                                                                                provider,
                                                                                at.getValue()),
                                                                at.getKey(),
                                                                provider,
                                                                at.getValue())));
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("cells")
    void should_be_as_the_table_says(Case row, Provider provider, Surface surface) {
        Outcome outcome = row.run(new Bench(GATEWAY), provider, surface);
        assertEquals(Expected.of(row.name(), provider, surface), outcome.mark(), outcome::toString);
        outcomes.put(new Cell(row.name(), provider, surface), outcome);
    }

    @Order(2)
    @Test
    void should_have_a_case_for_each_row() {
        assertEquals(Expected.names(), CASES.stream().map(Case::name).toList());
    }

    @Order(3)
    @Test
    void should_say_in_the_docs_what_the_cells_are() throws IOException {
        int cells = CASES.size() * Provider.values().length * Surface.values().length;
        assumeTrue(outcomes.size() == cells, "a cell was not run, or is not what it shall be");
        String table = table().markdown();
        if (Boolean.getBoolean("forge.compatibility.write")) {
            Files.createDirectories(Objects.requireNonNull(DOCUMENT.getParent()));
            Files.writeString(DOCUMENT, table);
        }
        assertEquals(
                table,
                Files.readString(DOCUMENT),
                "docs/compatibility.md is out of date: -Dforge.compatibility.write=true");
    }

    private Table table() {
        Table table = new Table();
        for (Surface surface : Surface.values()) {
            for (String row : Expected.names()) {
                for (Provider provider : Provider.values()) {
                    table.add(surface, row, at(new Cell(row, provider, surface)));
                }
            }
        }
        return table;
    }

    private Outcome at(Cell cell) {
        return Objects.requireNonNull(outcomes.get(cell));
    }
}
