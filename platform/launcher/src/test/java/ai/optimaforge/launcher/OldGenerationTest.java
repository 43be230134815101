// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

class OldGenerationTest {
    private static final int MEGABYTE = 1024 * 1024;

    /// More than the heap of the process under test may take, so that it must be collected
    /// anyhow.
    private static final int ALLOCATED = 600;

    @Test
    void should_collect_old_garbage_long_before_the_heap_is_full() throws Exception {
        assertTrue(peak("-XX:+UseSerialGC", "10", "kept-small") < 80);
    }

    @Test
    void should_let_the_heap_grow_with_what_lives() throws Exception {
        assertTrue(peak("-XX:+UseSerialGC", "100", "kept-small") > 100);
    }

    @Test
    void should_be_needed_since_the_collector_alone_fills_the_heap() throws Exception {
        assertTrue(peak("-XX:+UseSerialGC", "10", "left-alone") > 200);
    }

    @Test
    void should_leave_other_collectors_alone() throws Exception {
        assertTrue(peak("-XX:+UseParallelGC", "10", "kept-small") >= 0);
    }

    /// The most megabytes of old objects that a process of its own had.
    private static int peak(String collector, String kept, String how) throws Exception {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        collector,
                        "-Xms32m",
                        "-Xmn8m",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Aging.class.getName(),
                        kept,
                        how);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return Integer.parseInt(said.strip());
    }

    /// Has each object live just long enough to become old.
    static final class Aging {
        private Aging() {}

        public static void main(String[] args) {
            int kept = Integer.parseInt(args[0]);
            if (args[1].equals("kept-small")) {
                OldGeneration.keepSmall();
            }
            List<MemoryPoolMXBean> old =
                    ManagementFactory.getMemoryPoolMXBeans().stream()
                            .filter(pool -> pool.getName().matches(".*(Tenured|Old) Gen"))
                            .toList();
            long most = 0;
            Deque<List<byte[]>> living = new ArrayDeque<>();
            for (int i = 0; i < ALLOCATED; i++) {
                living.add(megabyte());
                if (living.size() > kept) {
                    living.remove();
                }
                for (MemoryPoolMXBean pool : old) {
                    most = Math.max(most, pool.getUsage().getUsed());
                }
            }
            System.out.println(most / MEGABYTE);
        }

        private static List<byte[]> megabyte() {
            List<byte[]> parts = new ArrayList<>();
            for (int i = 0; i < 1024; i++) {
                parts.add(new byte[1024]);
            }
            return parts;
        }
    }
}
