// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

class StartArgumentsTest {
    @Test
    void should_read_all_options_when_written_as_usual() {
        StartArguments arguments =
                parse("start --conf c --data d --set http.port=0 --set a=b=c").orElseThrow();

        assertEquals(
                new StartArguments(
                        Path.of("c"), Path.of("d"), Map.of("http.port", "0", "a", "b=c")),
                arguments);
    }

    @Test
    void should_leave_the_home_its_places_when_nothing_is_given() {
        assertEquals(new StartArguments(null, null, Map.of()), parse("start").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version",
                "start --help",
                "start --conf",
                "start --conf=c",
                "start --conf --data",
                "start --set http.port",
                "start --set =0",
                "start --port 80",
                "start --conf a --conf b"
            })
    void should_leave_it_to_the_real_parser_when_anything_is_unusual(String line) {
        assertTrue(parse(line).isEmpty());
    }

    private static Optional<StartArguments> parse(String line) {
        return StartArguments.parse(line.split(" ", -1));
    }
}
