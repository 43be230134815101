// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// What a platform takes while it keeps more and more responses.
///
/// @param streaming how many were streamed at any time
/// @param marks at the quarters
/// @param wrong what was wrong with streams, and how often
/// @param unreadable responses that were answered and can't be read
record ResponsesReport(
        int streaming, List<Mark> marks, Map<String, Long> wrong, List<String> unreadable) {
    /// What may come by chance: a heap is never filled twice alike.
    private static final double LARGEST_GROWTH_MB = 8;

    private static final double LARGEST_GROWTH = 0.05;

    /// What it takes at a moment, after a full collection, in megabytes.
    ///
    /// @param ended how many streams have ended
    /// @param files of its data
    record Mark(int ended, double heap, double resident, double files) {
        static Mark of(RunningGateway running, int ended, Path directory) {
            double heap = SwapsReport.Memory.of(running).heap();
            return new Mark(
                    ended, heap, Memory.residentMegabytes(running.pid()), size(directory) / 1e6);
        }

        private static long size(Path directory) {
            try (Stream<Path> files = Files.walk(directory)) {
                return files.mapToLong(file -> file.toFile().length()).sum();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%,d kept: heap after a collection %.1f MB, RSS %.1f MB, files %.0f MB",
                    ended,
                    heap,
                    resident,
                    files);
        }

        JsonObject json() {
            return new JsonObject()
                    .put("kept", ended)
                    .put("heap_after_gc_mb", heap)
                    .put("rss_mb", resident)
                    .put("files_mb", files);
        }
    }

    /// Those of some responses that can't be read, or are not whole.
    static List<String> unreadable(Target target, List<String> ids) {
        AdminClient client = new AdminClient(target);
        return ids.stream().filter(id -> !isWhole(client, id)).toList();
    }

    private static boolean isWhole(AdminClient client, String id) {
        try {
            return client.get("/responses/" + id).getString("status").equals("completed");
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isFlat() {
        Mark before = marks.getFirst();
        Mark after = marks.getLast();
        return after.heap() <= before.heap() + LARGEST_GROWTH_MB
                && after.resident()
                        <= Math.max(
                                before.resident() + LARGEST_GROWTH_MB,
                                before.resident() * (1 + LARGEST_GROWTH));
    }

    boolean isGood() {
        return isFlat() && wrong.isEmpty() && unreadable.isEmpty();
    }

    JsonObject json() {
        return new JsonObject()
                .put("good", isGood())
                .put("flat", isFlat())
                .put("streaming", streaming)
                .put("marks", new JsonArray(marks.stream().map(Mark::json).toList()))
                .put("wrong", new JsonObject(Map.copyOf(wrong)))
                .put("unreadable", new JsonArray(unreadable));
    }

    String markdown() {
        var text = new StringBuilder();
        text.append("| responses kept, ").append(streaming).append(" streaming | ");
        text.append(
                """
                heap after a collection, MB | RSS, MB | files, MB |
                |--:|--:|--:|--:|
                """);
        for (Mark mark : marks) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| %,d | %.1f | %.1f | %.0f |%n",
                            mark.ended(),
                            mark.heap(),
                            mark.resident(),
                            mark.files()));
        }
        text.append("\nStreams that were not whole: ").append(wrong.isEmpty() ? "none" : wrong);
        text.append("; responses that can't be read: ");
        text.append(unreadable.isEmpty() ? "none" : unreadable).append(".\n\n");
        return text.append(isFlat() ? "Flat." : "NOT flat.").toString();
    }
}
