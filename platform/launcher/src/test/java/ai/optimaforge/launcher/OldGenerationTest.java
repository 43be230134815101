// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

class OldGenerationTest {
    private static final int MEGABYTE = 1024 * 1024;

    /// More than the heap of the process under test may take, so that it must be collected
    /// anyhow.
    private static final int ALLOCATED = 600;

    @Test
    void should_collect_old_garbage_long_before_the_heap_is_full() throws Exception {
        assertTrue(peak("-XX:+UseSerialGC", "10", "kept-small") < 150);
    }

    @Test
    void should_let_the_heap_grow_with_what_lives() throws Exception {
        assertTrue(peak("-XX:+UseSerialGC", "100", "kept-small") > 100);
    }

    @Test
    void should_collect_as_early_as_before_when_another_collection_freed_what_lived()
            throws Exception {
        assertTrue(peak("-XX:+UseSerialGC", "100", "kept-small", "freed") < 150);
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
    private static int peak(String collector, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        Collections.addAll(
                command,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                collector,
                "-Xms32m",
                "-Xmn8m",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Aging.class.getName());
        Collections.addAll(command, arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return Integer.parseInt(said.strip());
    }

    /// Has each object live just long enough to become old.
    static final class Aging {
        private Aging() {}

        public static void main(String[] args) {
            if (args[1].equals("kept-small")) {
                OldGeneration.keepSmall();
            }
            Deque<List<byte[]>> living = new ArrayDeque<>();
            long most = age(living, Integer.parseInt(args[0]));
            if (args.length > 2) {
                living.clear();
                System.gc();
                awaitLowerThreshold();
                most = age(living, 10);
            }
            System.out.println(most / MEGABYTE);
        }

        /// The JVM tells of a collection on a thread of its own, in its own time.
        private static void awaitLowerThreshold() {
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (old().getUsageThreshold() > 100 * MEGABYTE && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
        }

        private static MemoryPoolMXBean old() {
            return ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().matches(".*(Tenured|Old) Gen"))
                    .findFirst()
                    .orElseThrow();
        }

        private static long age(Deque<List<byte[]>> living, int kept) {
            MemoryPoolMXBean old = old();
            long most = 0;
            for (int i = 0; i < ALLOCATED; i++) {
                living.add(megabyte());
                if (living.size() > kept) {
                    living.remove();
                }
                most = Math.max(most, old.getUsage().getUsed());
            }
            return most;
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
