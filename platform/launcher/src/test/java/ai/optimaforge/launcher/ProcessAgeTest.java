// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class ProcessAgeTest {
    @Test
    void should_count_from_the_start_when_the_programs_name_holds_anything() {
        String stat =
                "42 (a) b (c)) S 1 42 42 0 -1 4194304 1 0 0 0 7 8 0 0 20 0 1 0 123456 99 77 1";

        assertEquals(Duration.ofMillis(540), ProcessAge.fromKernel("1235.10 2000.00\n", stat));
    }

    @Test
    void should_be_a_number_of_seconds_when_shown() {
        assertTrue(ProcessAge.inSeconds().matches("\\d+\\.\\d\\d s"), ProcessAge.inSeconds());
    }
}
