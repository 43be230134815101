// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What became of the calls while plugins were swapped, and of the memory.
///
/// @param millis how long each swap took
/// @param answered calls that were answered as they should be, by kind
/// @param wrong what else happened, and how often
/// @param notSent calls that were due while too many were under way
/// @param retained class loaders of versions that had gone and were still there at the end
record SwapsReport(
        List<Long> millis,
        Map<String, Long> answered,
        Map<String, Long> wrong,
        long notSent,
        long retained,
        Memory before,
        Memory after) {
    /// What may come by chance: a heap is never filled twice alike.
    private static final double LARGEST_GROWTH_MB = 8;

    /// What is in use after a full collection, in megabytes.
    record Memory(double heap, double metaspace) {
        static Memory of(RunningGateway gateway) {
            collect(gateway.pid());
            Scrape metrics = Scrape.of(gateway.target());
            return new Memory(
                    metrics.megabytes("jvm_memory_used_bytes", "area=\"heap\""),
                    metrics.megabytes("jvm_memory_used_bytes", "id=\"Metaspace\""));
        }

        private static void collect(long pid) {
            String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            try {
                new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new BenchmarkException(jcmd + " cannot be run", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        JsonObject json() {
            return new JsonObject().put("heap_mb", heap).put("metaspace_mb", metaspace);
        }
    }

    static long retained(Target target) {
        return Math.round(Scrape.of(target).sum("forge_plugin_classloader_retained"));
    }

    boolean isGood() {
        return wrong.isEmpty()
                && notSent == 0
                && retained == 0
                && after.heap() <= before.heap() + LARGEST_GROWTH_MB
                && after.metaspace() <= before.metaspace() + LARGEST_GROWTH_MB;
    }

    JsonObject json() {
        return new JsonObject()
                .put("swap_ms", new JsonArray(List.copyOf(millis)))
                .put("answered", new JsonObject(Map.copyOf(answered)))
                .put("wrong", new JsonObject(Map.copyOf(wrong)))
                .put("not_sent", notSent)
                .put("class_loaders_retained", retained)
                .put("before", before.json())
                .put("after", after.json())
                .put("good", isGood());
    }

    String markdown() {
        Samples took = Samples.of(millis.stream().map(Long::doubleValue).toList());
        return """
        | | |
        | --- | --: |
        | Swaps | %,d |
        | A swap took, ms (median; largest) | %.0f; %.0f |
        | Calls answered | %,d |
        | Streams answered | %,d |
        | Calls and streams that failed | %s |
        | Calls not sent | %,d |
        | Class loaders left | %d |
        | Heap after a collection, before and after, MB | %.1f, %.1f |
        | Metaspace, before and after, MB | %.1f, %.1f |

        %s
        """
                .formatted(
                        millis.size(),
                        took.median(),
                        took.largest(),
                        answered.getOrDefault("calls", 0L),
                        answered.getOrDefault("streams", 0L),
                        wrong.isEmpty() ? "0" : wrong.toString(),
                        notSent,
                        retained,
                        before.heap(),
                        after.heap(),
                        before.metaspace(),
                        after.metaspace(),
                        isGood() ? "All as it should be." : "NOT as it should be.");
    }
}
