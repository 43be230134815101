// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.time.Duration;
import java.util.List;

class ProcessorTimeTest {
    @Test
    void should_say_how_much_of_the_machine_others_used() {
        var start = new ProcessorTime(1000, 500, 100);

        assertEquals(0.25, new ProcessorTime(1200, 600, 150).usedByOthersSince(start));
        assertEquals(0, new ProcessorTime(1200, 600, 250).usedByOthersSince(start));
        assertEquals(0, start.usedByOthersSince(start));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void should_count_the_work_of_this_process_as_its_own() {
        ProcessorTime start = ProcessorTime.now(List.of()).orElseThrow();
        long deadline = System.nanoTime() + Duration.ofMillis(200).toNanos();
        long spins = 0;
        while (System.nanoTime() < deadline) {
            spins++;
        }
        ProcessorTime end = ProcessorTime.now(List.of()).orElseThrow();

        assertTrue(spins > 0 && end.own() > start.own());
        assertTrue(end.used() - start.used() <= end.all() - start.all());
    }
}
