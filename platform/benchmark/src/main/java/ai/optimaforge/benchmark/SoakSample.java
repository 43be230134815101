// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.json.JsonObject;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// What a process takes at a moment of a long run. Sizes are in megabytes.
///
/// @param second since the start of the run
/// @param resident what it takes of the machine
/// @param heapAfterCollection what was in its heap after the last collection
/// @param direct buffers outside the heap that the JDK knows of
/// @param files open ones, connections included
/// @param processor seconds of processor time since it started
/// @param calls that were answered since the start of the run
record SoakSample(
        double second,
        double resident,
        double heapAfterCollection,
        double metaspace,
        double direct,
        int threads,
        int files,
        double processor,
        long calls) {
    /// Looks at `gateway` now.
    static SoakSample of(RunningGateway gateway, CollectorLog log, double second, long calls) {
        Scrape metrics = Scrape.of(gateway.target());
        return new SoakSample(
                second,
                Memory.residentMegabytes(gateway.pid()),
                log.usedAfterLast().orElse(0),
                metrics.megabytes("jvm_memory_used_bytes", "id=\"Metaspace\""),
                metrics.megabytes("jvm_buffer_memory_used_bytes", "id=\"direct\""),
                entries(gateway.pid(), "task"),
                entries(gateway.pid(), "fd"),
                processorSeconds(gateway.pid()),
                calls);
    }

    private static int entries(long pid, String directory) {
        File entries = Path.of("/proc", String.valueOf(pid), directory).toFile();
        return Objects.requireNonNullElse(entries.list(), new String[0]).length;
    }

    private static double processorSeconds(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(spent -> spent.toNanos() / 1e9)
                .orElse(0.0);
    }

    JsonObject json() {
        return new JsonObject()
                .put("second", second)
                .put("rss_mb", resident)
                .put("heap_after_gc_mb", heapAfterCollection)
                .put("metaspace_mb", metaspace)
                .put("direct_mb", direct)
                .put("threads", threads)
                .put("open_files", files)
                .put("processor_seconds", processor)
                .put("calls", calls);
    }

    /// For whoever waits.
    String line(Map<String, Long> wrong) {
        return "minute %.0f: %d calls, RSS %.1f MB, heap after GC %.0f MB, %d threads, %d files%s"
                .formatted(
                        second / 60,
                        calls,
                        resident,
                        heapAfterCollection,
                        threads,
                        files,
                        wrong.isEmpty() ? "" : ", wrong " + wrong);
    }
}
